"""The scripts that run on the server over SSH: plain POSIX shell with common tools.

Each gets its values as positional parameters (`$1` is the target's folder) and never as text
inside the script, so no name can become a command. Lists come on standard input, ended by NUL.
"""

from __future__ import annotations

# A switch that is under way comes to its end first: its client may be gone, and nobody else waits.
STATE = r"""
echo "waktu $(date +%s)"
cd "$1" 2>/dev/null || exit 0
[ ! -e .kunci ] || flock -w 20 .kunci true 2>/dev/null || true
[ -L kini ] && echo "kini $(readlink kini)"
[ -e tahan.json ] && echo "tahan $(cat tahan.json)"
cd versi 2>/dev/null || exit 0
for name in * .*; do
    [ -d "$name" ] && [ "$name" != . ] && [ "$name" != .. ] || continue
    printf 'versi %s ' "$name"
    cat "$name/versi.json" 2>/dev/null || true
    echo
done
cd ../kini/server 2>/dev/null || exit 0
for name in *; do
    [ -f "$name" ] && echo "peta $(sha256sum < "$name" | cut -d ' ' -f 1) $name"
done
exit 0
"""

# Whoever holds it may switch, or set aside what another run began.
HOLD_LOCK = r"""
if command -v flock >/dev/null; then
    exec 9>.kunci
    flock -w 20 9 || exit 75
fi
"""

# $2 the publisher's own prefix, $3 the folder to fill, $4 the version before ("" for none).
# The list on standard input leaves it; $5 is "" when that empties no folder.
# `siap` says that the copy of links is whole. The spare tree is such a copy, made after the version
# that it names; a restart of the machine may have taken links from it.
# Leftovers are set aside under the lock: the far side of a run whose client was killed may be about
# to show one, and must not be deleted meanwhile.
PREPARE = (
    r"""
set -e
umask 022
mkdir -p "$1/versi"
cd "$1"
"""
    + HOLD_LOCK
    + r"""
cd versi
for name in ."$2"-*; do
    [ -e "$name" ] || continue
    [ "$name" = "$3" ] && [ -e "$3/siap" ] || mv -T "$name" ".hapus-$$$name"
done
exec 9>&-
find . -maxdepth 1 -name '.hapus-*' -exec rm -rf {} +
find . -maxdepth 1 -name '.?*' ! -name '.cadangan*' -mtime +1 -exec rm -rf {} +
if [ ! -e "$3/siap" ]; then
    mkdir "$3"
    [ ! -e .cadangan.kunci ] || flock -w 60 .cadangan.kunci true 2>/dev/null || true
    if [ -z "$4" ]; then
        mkdir "$3/situs"
    elif [ "$(cat .cadangan/dari 2>/dev/null)" = "$4" ] &&
        [ "$(cat .cadangan/nyala)" = "$(cat /proc/sys/kernel/random/boot_id)" ]; then
        mv .cadangan/situs "$3/situs"
    else
        cp -al "$4/situs" "$3/situs"
    fi
    : > "$3/siap"
fi
rm -rf .cadangan .cadangan.baru || true
rm -rf "$3/sisa"
mkdir "$3/sisa"
cd "$3/situs"
xargs -0 rm -f --
[ -z "$5" ] || find . -mindepth 1 -type d -empty -delete
"""
)

LOCK = (
    r"""
set -e
cd "$1"
"""
    + HOLD_LOCK
    + r"""
now=$(readlink kini 2>/dev/null || true)
[ "${now##*/}" = "$2" ] || exit 75
"""
)

# $3 the version to show. A folder or file in the place of the link is kept beside it; the two are
# exchanged atomically where Perl can ask the kernel (renameat2), else in two.
SWITCH = r"""
rm -rf .kini
ln -s "versi/$3" .kini
if [ -e kini ] && [ ! -L kini ]; then
    aside="kini.folder-$(date +%s)"
    case $(uname -m) in x86_64) call=316 ;; aarch64|riscv64) call=276 ;; *) call=0 ;; esac
    if [ $call -gt 0 ] && perl -e 'exit(syscall($ARGV[0], -100, ".kini", -100, "kini", 2) != 0)' \
        $call 2>/dev/null; then
        mv .kini "$aside"
    else
        mv kini "$aside"
        mv .kini kini
    fi
else
    mv -T .kini kini
fi
"""

# A power cut must not leave a version whose files are empty, nor forget one that was reported.
# Of many files each would wait for the disk, so then the whole file system is written out.
FLUSH_FILES = r"""
if [ "$(find "versi/$4" -newer "versi/$4/siap" | head -n 1001 | wc -l)" -gt 1000 ]; then
    sync -f . 2>/dev/null || sync
else
    find "versi/$4" -newer "versi/$4/siap" -exec sync -- {} + 2>/dev/null || sync
fi
"""
FLUSH_SWITCH = r"""
sync . versi 2>/dev/null || true
"""

# $4 the filled folder, $5 how many files it must hold, $6 whether to make a spare tree: a copy of
# links that nobody waits for but the next PREPARE, by the lock that ends with the copying. It is
# made without the lock of the switch.
COMMIT = (
    LOCK
    + r"""
[ "$(find "versi/$4/situs" -type f | wc -l)" -eq "$5" ] || { rm -rf "versi/$4"; exit 77; }
[ ! -e "versi/$3" ] || exit 75
"""
    + FLUSH_FILES
    + r"""
rm -rf "versi/$4/sisa" "versi/$4/siap"
[ ! -d "versi/$4/server" ] || chmod 750 "versi/$4/server"
mv "versi/$4" "versi/$3"
"""
    + SWITCH
    + FLUSH_SWITCH
    + r"""
rm -f tahan.json
[ -z "$6" ] || {
    exec 8>versi/.cadangan.kunci
    flock -n 8 2>/dev/null || true
    (
        cd versi && rm -rf .cadangan .cadangan.baru && mkdir .cadangan.baru &&
        cp -al "$3/situs" .cadangan.baru/situs &&
        cat /proc/sys/kernel/random/boot_id > .cadangan.baru/nyala &&
        printf %s "$3" > .cadangan.baru/dari && mv -T .cadangan.baru .cadangan
    ) </dev/null >/dev/null 2>&1 9>&- &
}
"""
)

# $4 the hold, which is written before the switch.
SHOW = (
    LOCK
    + r"""
printf '%s' "$4" > .tahan
mv .tahan tahan.json
"""
    + SWITCH
)

# The versions on standard input disappear; the deleting itself nobody waits for.
PRUNE = r"""
cd "$1/versi" || exit 1
xargs -0 -n 1 sh -c 'mv "$1" ".hapus-$1"' humas
(rm -rf .hapus-* </dev/null >/dev/null 2>&1 &)
"""

DIGESTS = r"""
cd "$1/versi/$2/situs" || exit 1
find . -type f -exec sha256sum {} +
"""
