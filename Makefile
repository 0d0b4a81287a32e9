# Kentongan. `make help` says what there is.

CONTENT ?= content
OUTPUT  ?= output
PORT    ?= 8000
export SITEURL NOW JOBS
# What Python and pytest compile of the modules is kept for the next start.
unexport PYTHONDONTWRITEBYTECODE

VENV    := .venv
BIN     := $(VENV)/bin
PYTHON  ?= python3
# As `pelican` with the same arguments, which it leaves out where it would only wait.
BUILD   := $(BIN)/python -m kentongan.frame "$(CONTENT)" -o "$(OUTPUT)" --fatal errors --log-handler plain

# The variables of the command line reach the settings through the environment.
BUILD_ENV = $(if $(NOW),HUMAS_NOW='$(NOW)') $(if $(JOBS),HUMAS_JOBS='$(JOBS)') \
            $(if $(PROFIL),HUMAS_PROFILE='$(PROFIL)')

# Pelican itself would answer with a traceback.
HAS_CONTENT = test -d "$(CONTENT)" || { echo "Folder isi $(CONTENT) tidak ada." >&2; exit 1; }

.DEFAULT_GOAL := help
.PHONY: help site publish serve meja kluster pekerja provinsi test cakupan test-lama check bench bench-web bench-provinsi golden impor periksa \
        pasang-hook pratinjau-gambar alat-uji kunci clean

help: ## daftar perintah
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 20

site: $(VENV)/.siap ## bangun situs dari content/ ke output/ (PROFIL=berkas: catat ke mana waktu pergi)
	@$(HAS_CONTENT)
	@$(BUILD_ENV) $(BUILD) -s pelicanconf.py
	@echo "Lihat: make serve, lalu buka http://127.0.0.1:$(PORT)/"

publish: $(VENV)/.siap ## bangun dengan pengaturan produksi, catat alamat di content/jejak/
	@$(HAS_CONTENT)
	@$(BUILD_ENV) $(BUILD) -s publishconf.py

serve: $(VENV)/.siap ## pratinjau di 127.0.0.1, dibangun ulang tiap kali disimpan
	@$(BUILD_ENV) $(BIN)/python -m kentongan.frame.preview --content "$(CONTENT)" --output "$(OUTPUT)" --port $(PORT)

meja: $(VENV)/.siap-meja ## coba meja humas di peramban: http://localhost:8100 (data dan hasilnya di .meja/)
	@$(BUILD_ENV) $(BIN)/humas meja coba -C "$(CONTENT)" --port $(if $(filter 8000,$(PORT)),8100,$(PORT))

kluster: $(VENV)/.siap-klaster ## penjadwal klaster untuk wilayah titipan (HOST=alamat mesin ini)
	@$(BIN)/python -m kentongan.cluster.node penjadwal $(if $(HOST),--host $(HOST))

pekerja: $(VENV)/.siap-klaster ## satu pekerja klaster (HUMAS_CLUSTER_ADDRESS=tls://…)
	@$(BIN)/python -m kentongan.cluster.node pekerja $(if $(HOST),--host $(HOST))

provinsi: $(VENV)/.siap-uji ## coba provinsi dari empat wilayah rekaan: http://127.0.0.1:8300 (di .provinsi/)
	@$(BIN)/python -m tests.province.world .provinsi $(if $(filter 8000,$(PORT)),8300,$(PORT))

impor: $(VENV)/.siap ## jadikan teks rilis: make impor BERKAS=pesan.txt
	@$(BUILD_ENV) $(BIN)/humas impor -C "$(CONTENT)" $(BERKAS)

periksa: $(VENV)/.siap ## periksa naskah tanpa membangun
	@$(BUILD_ENV) $(BIN)/humas periksa -C "$(CONTENT)"

# Development

# Two at a time, a file whole. Of itself xdist would begin the files of few tests last, and those
# take the longest; tests/conftest.py orders them.
IN_TWO = -n 2 --dist loadfile --no-loadscope-reorder

test: $(VENV)/.siap-uji alat-uji ## semua uji
	@$(BIN)/python -m pytest -m "not lama and not sendiri" $(IN_TWO) $(if $(SEED),--randomly-seed=$(SEED))
	@$(BIN)/python -m pytest -m sendiri tests/browser

cakupan: $(VENV)/.siap-uji ## berapa banyak kode yang dicapai uji satuan
	@$(BIN)/python -m pytest tests/unit tests/meja --ignore=tests/meja/browser $(IN_TWO) --cov --cov-report=term

test-lama: $(VENV)/.siap-uji ## uji acak yang panjang
	@$(BIN)/python -m pytest -m lama

check: $(VENV)/.siap-uji ## bentuk, gaya, dan tipe kode
	@$(BIN)/ruff format --check . && $(BIN)/ruff check . && $(BIN)/mypy

bench: $(VENV)/.siap-uji ## ukur terhadap Pelican dan Hugo
	@$(BIN)/python -m tests.bench.run
	@$(BIN)/python -m tests.bench.pieces

bench-web: $(VENV)/.siap-uji alat-uji ## ukur halaman, gambar dan pencarian
	@$(BIN)/python -m tests.bench.web

bench-provinsi: $(VENV)/.siap-uji ## ukur katalog, putaran, dan wilayah titipan provinsi
	@$(BIN)/python -m tests.bench.province
	@$(BIN)/python -m tests.bench.hosted

golden: $(VENV)/.siap-uji ## tulis ulang hasil yang diharapkan dari situs contoh
	@$(BIN)/python -m tests.site.expectations

pratinjau-gambar: $(VENV)/.siap-uji alat-uji ## tangkapan layar semua jenis halaman
	@$(BIN)/python -m tests.browser.screenshots

pasang-hook: ## periksa naskah pada tiap commit Git
	@cp .ci/hooks/pre-commit .git/hooks/pre-commit && chmod +x .git/hooks/pre-commit
	@echo "Terpasang: naskah diperiksa pada tiap commit."

alat-uji: $(VENV)/.siap-uji
	@sh .ci/alat-uji

kunci: ## susun ulang versi terkunci (perlu uv)
	@sh .ci/kunci

clean: ## hapus hasil bangun dan cache, bukan naskah
	@rm -rf output .output.kentongan .cache
	@# The preview holds drafts. Its name, and that of its mirror tree, follow OUTPUT.
	@cd "$$(dirname "$(OUTPUT)")" 2>/dev/null || exit 0; name=".$$(basename "$(OUTPUT)").pratinjau"; \
		rm -rf "$$name" ".$$name.kentongan"

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Perlu Python 3.11 atau lebih baru: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Menyiapkan .venv …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.siap: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Memasang paket …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@# Folders that an older version left would be taken for plugins.
	@find plugins -name __pycache__ -prune -exec rm -rf {} + && find plugins -type d -empty -delete
	@$(BIN)/python -m compileall -q plugins
	@touch $@

$(VENV)/.siap-meja: requirements-meja.txt $(VENV)/.siap
	@echo "Memasang paket meja …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-meja.txt
	@touch $@

$(VENV)/.siap-klaster: requirements-klaster.txt $(VENV)/.siap
	@echo "Memasang paket klaster …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-klaster.txt
	@touch $@

$(VENV)/.siap-uji: requirements-dev.txt $(VENV)/.siap
	@echo "Memasang paket uji …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@
