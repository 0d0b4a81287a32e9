"""The tables of the desk. Moments are seconds since 1970; digests are SHA-256."""

from __future__ import annotations

_TABLES = """
CREATE TABLE pengaturan (nama TEXT PRIMARY KEY, nilai TEXT NOT NULL);

CREATE TABLE orang (
    id INTEGER PRIMARY KEY,
    nama TEXT NOT NULL,
    kenal TEXT NOT NULL UNIQUE,            -- the name as it is compared
    jabatan TEXT NOT NULL,
    sandi TEXT NOT NULL DEFAULT '',        -- argon2id
    aktif INTEGER NOT NULL DEFAULT 1,
    dibuat REAL NOT NULL
);
CREATE TABLE peran (
    orang INTEGER NOT NULL REFERENCES orang(id),
    peran TEXT NOT NULL CHECK (peran IN ('penulis', 'penyunting', 'pengelola')),
    satuan TEXT NOT NULL,                  -- empty: all units
    PRIMARY KEY (orang, satuan)
);
CREATE TABLE kunci (                       -- passkeys
    id INTEGER PRIMARY KEY,
    orang INTEGER NOT NULL REFERENCES orang(id),
    nama TEXT NOT NULL,
    kredensial BLOB NOT NULL UNIQUE,
    umum BLOB NOT NULL,
    hitungan INTEGER NOT NULL,
    dibuat REAL NOT NULL,
    dipakai REAL NOT NULL
);
CREATE TABLE undangan (
    digest BLOB PRIMARY KEY,
    orang INTEGER NOT NULL REFERENCES orang(id),
    sampai REAL NOT NULL,
    dipakai REAL
);
CREATE TABLE sesi (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE,           -- of the cookie, which is kept nowhere
    orang INTEGER NOT NULL REFERENCES orang(id),
    gawai TEXT NOT NULL,
    dibuat REAL NOT NULL,
    dilihat REAL NOT NULL,
    sampai REAL NOT NULL
);
CREATE TABLE batas (kunci BLOB NOT NULL, pada REAL NOT NULL);
CREATE INDEX batas_kunci ON batas (kunci, pada);

CREATE TABLE naskah (
    id TEXT PRIMARY KEY,
    kode TEXT NOT NULL,
    tujuan TEXT NOT NULL,                  -- baru, or the deed over a published release
    jalur TEXT NOT NULL,                   -- below the content folder
    jalur_lama TEXT NOT NULL DEFAULT '',   -- the file that is replaced, where it has another name
    dasar TEXT NOT NULL DEFAULT '',        -- the Git blob that the text began from
    satuan TEXT NOT NULL,
    judul TEXT NOT NULL,
    keadaan TEXT NOT NULL,
    rev INTEGER NOT NULL,
    pembuat INTEGER NOT NULL REFERENCES orang(id),
    dibuat REAL NOT NULL,
    disentuh REAL NOT NULL,
    terbit_pada REAL,
    darurat TEXT NOT NULL DEFAULT '',
    pesan TEXT NOT NULL DEFAULT '',        -- for other media, once it is public
    bekas TEXT NOT NULL DEFAULT '[]'       -- copies that a withdrawal does not reach
);
CREATE INDEX naskah_kode ON naskah (kode);
CREATE TABLE versi (
    id INTEGER PRIMARY KEY,
    naskah TEXT NOT NULL REFERENCES naskah(id),
    rev INTEGER NOT NULL,
    teks BLOB NOT NULL,
    digest TEXT NOT NULL,
    orang INTEGER NOT NULL REFERENCES orang(id),
    kunci TEXT NOT NULL,                   -- chosen by the device: the same save twice is once
    pada REAL NOT NULL,
    sisihan INTEGER NOT NULL DEFAULT 0,
    UNIQUE (naskah, rev),
    UNIQUE (naskah, kunci)
);
CREATE TRIGGER versi_tetap BEFORE UPDATE ON versi
    BEGIN SELECT RAISE(ABORT, 'versions are never updated'); END;
CREATE TABLE foto (
    naskah TEXT NOT NULL REFERENCES naskah(id),
    nama TEXT NOT NULL,
    digest TEXT NOT NULL,                  -- of the bytes that the public may see
    bersih TEXT NOT NULL,                  -- of those without blur; empty once they are gone
    wilayah TEXT NOT NULL DEFAULT '[]',
    dibuat REAL NOT NULL,
    PRIMARY KEY (naskah, nama)
);
CREATE TABLE persetujuan (
    id INTEGER PRIMARY KEY,
    naskah TEXT NOT NULL REFERENCES naskah(id),
    digest TEXT NOT NULL,
    orang INTEGER NOT NULL REFERENCES orang(id),
    rev INTEGER NOT NULL,
    jenis TEXT NOT NULL CHECK (jenis IN ('setuju', 'sendiri', 'darurat', 'sah')),
    pada REAL NOT NULL,
    batal INTEGER NOT NULL DEFAULT 0       -- void since the draft was open again
);
CREATE TABLE izin (
    naskah TEXT NOT NULL REFERENCES naskah(id),
    aturan TEXT NOT NULL,
    orang INTEGER NOT NULL REFERENCES orang(id),
    alasan TEXT NOT NULL,
    pada REAL NOT NULL
);
CREATE TABLE catatan (
    naskah TEXT NOT NULL REFERENCES naskah(id),
    orang INTEGER NOT NULL REFERENCES orang(id),
    teks TEXT NOT NULL,
    pada REAL NOT NULL
);
CREATE TABLE pekerjaan (
    id INTEGER PRIMARY KEY,
    naskah TEXT REFERENCES naskah(id),     -- none: a build because a moment came
    orang INTEGER REFERENCES orang(id),
    keadaan TEXT NOT NULL CHECK (keadaan IN ('antre', 'berjalan', 'selesai', 'gagal')),
    jatuh REAL NOT NULL,
    percobaan INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT '',       -- what was approved: nothing else is committed
    niat TEXT NOT NULL DEFAULT '',         -- digest of the bytes, noted before the commit
    komit TEXT NOT NULL DEFAULT '',
    langkah TEXT NOT NULL DEFAULT '[]',
    kalimat TEXT NOT NULL DEFAULT '',
    dibuat REAL NOT NULL,
    selesai REAL
);
CREATE INDEX pekerjaan_keadaan ON pekerjaan (keadaan, jatuh);
CREATE TABLE jejak (                       -- who did what; never what it said
    id INTEGER PRIMARY KEY,
    pada REAL NOT NULL,
    orang INTEGER,
    perbuatan TEXT NOT NULL,
    tentang TEXT NOT NULL,
    digest TEXT NOT NULL,
    rantai TEXT NOT NULL                   -- digest of the row before and of this one
);
"""
_QUESTIONS = """
CREATE TABLE tanya (                       -- what a text that came in left open
    naskah TEXT PRIMARY KEY REFERENCES naskah(id),
    isi TEXT NOT NULL
);
"""
# What a text that was kept aside was written on; 0 where an older desk kept it.
_BASE = "ALTER TABLE versi ADD COLUMN dasar INTEGER NOT NULL DEFAULT 0;\n"
# What leads from one version of the tables to the next; the version is how many were taken.
STEPS = (_TABLES, _QUESTIONS, _BASE)
