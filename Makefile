# A thin front. `swift build -c release` and `swift test` do the same where libsqlite3-dev and
# libpcre2-dev are installed.
#
# One release build, with the tests in it, serves the tests, the demo and the benchmarks.

.DEFAULT_GOAL := help
.PHONY: help deps build test demo check exports taxii medallion peers bench stages scale instructions soak latency dashboard windows splits spark fuzz smoke sanitize faults load man format lint clean

SWIFT ?= swift
SWIFT_SOURCES := Sources Tests Package.swift benchmarks/stages/Package.swift benchmarks/stages/Sources benchmarks/stages/Benchmarks
TAMGA := .build/release/tamga
# What `tamga --version` says it was built from; one value for all builds, so that none undoes another's.
export TAMGA_COMMIT ?= $(shell git describe --always --dirty --abbrev=12 2> /dev/null)

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

deps: ## Install, with apt-get, what is missing to build and test
	@./.ci/deps

build: deps ## Build the command: .build/release/tamga
	$(SWIFT) build -c release

test: deps ## Build everything once, in release, and run every test
	$(SWIFT) build -c release --build-tests
	$(SWIFT) test -c release --skip-build

demo: build ## Import samples/, correlate samples/, print the summary and say where the reports lie
	@TAMGA=$(CURDIR)/$(TAMGA) ./samples/demo out/demo

check: build ## Hold the demo against its golden output, with several workers and both engines
	@TAMGA=$(CURDIR)/$(TAMGA) ./samples/check

exports: build ## Load every form of export with the tool it is for, installing what is to be had
	@TAMGA=$(CURDIR)/$(TAMGA) ./.ci/exports --install

taxii: build ## Let taxii2-client walk a server over the loopback, installing it in a virtual environment
	@TAMGA=$(CURDIR)/$(TAMGA) ./.ci/taxii --install

medallion: build ## Pull from and push to OASIS's TAXII 2.1 server, installing it if it is to be had
	@TAMGA=$(CURDIR)/$(TAMGA) ./.ci/medallion --install

peers: ## Get what make bench sets beside tamga, from Debian and PyPI: libvectorscan-dev, sagan, stix2-matcher, pySigma (Tenzir: benchmarks/peers --install --tenzir)
	@./benchmarks/peers --install

bench: build peers ## Every figure of the README beside its yardsticks, in one run and one table
	@./benchmarks/bench --tamga $(CURDIR)/$(TAMGA)
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/import-check

stages: deps ## Each stage of the pipeline by itself, its answer checked, its counts held: a package of its own (first time: long)
	@SWIFT=$(SWIFT) ./benchmarks/stages/run

scale: build ## How cost grows with indicators (up to 10,000,000), rules, lines, hits, workers: docs/speed.md (long)
	@./benchmarks/scale --tamga $(CURDIR)/$(TAMGA)

instructions: build ## Count the instructions of each kind of work (valgrind), and hold them against the kept figures: docs/speed.md
	@./benchmarks/instructions --gate --tamga $(CURDIR)/$(TAMGA)

soak: build ## Kill and rotate a stream again and again, and hold it against a batch run (20,000,000 records: benchmarks/soak 20000000)
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/soak

latency: build ## How long a hit takes through a stream, and how much goes through it beside a batch run
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/latency

dashboard: build ## Whether the dashboard counts right and answers while 50,000 hits a second come
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/dashboard

windows: build ## Correlations over a million groups and patterns over a million records: how fast, how much memory
	@./benchmarks/windows

splits: build ## Cut the logs of TAMGA_SHARED_DATA at random, SEEDS (1000) times, and hold the parts against one run
	@./benchmarks/splits --seeds $(or $(SEEDS),1000)

spark: build ## The Spark job over 2 GB, a worker killed among others, against one run; PYTHON has pyspark and pyarrow
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/spark --python $(or $(PYTHON),python3)

fuzz: deps ## Hostile input on every reader, for MINUTES (10), with the seeds in TAMGA_SHARED_DATA
	$(SWIFT) build -c release --product tamga-fuzz
	@TAMGA_FUZZ=$(CURDIR)/.build/release/tamga-fuzz ./benchmarks/fuzz --minutes $(or $(MINUTES),10)

smoke: deps ## The same for half a minute, without seeds and without a record of it
	$(SWIFT) build -c release --product tamga-fuzz
	@.build/release/tamga-fuzz all --executions 20000 --time 2 --corpus Tests/Corpus --seeds rules --seeds samples

vectorscan: deps ## Build with the package trait Vectorscan (needs libvectorscan-dev), and hold its hits against the reference engine
	$(SWIFT) build -c release --build-tests --traits Vectorscan --scratch-path .build/vectorscan
	$(SWIFT) test -c release --skip-build --traits Vectorscan --scratch-path .build/vectorscan --filter TamgaMatchTests

sanitize: deps ## Every test under the address and then the thread sanitizer, each with a build of its own (long)
	@SWIFT=$(SWIFT) ./benchmarks/sanitize --build

faults: build ## Fail or kill the nth call of imports, correlations, streams and the server (every call: benchmarks/faults --long)
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/faults

load: build ## 200 clients of the server, 100,000 small files, one large one: memory, descriptors (benchmarks/load --help)
	@TAMGA=$(CURDIR)/$(TAMGA) ./benchmarks/load

man: build ## Write the manual page out/man/tamga.1 and completions out/completions from the command itself
	@TAMGA=$(CURDIR)/$(TAMGA) ./contrib/make-man out

format: ## Format the Swift files
	$(SWIFT) format format --in-place --parallel --recursive $(SWIFT_SOURCES)

lint: ## Check the format, strictly
	$(SWIFT) format lint --strict --parallel --recursive $(SWIFT_SOURCES)

clean: ## Remove what was built and what the demo wrote
	$(SWIFT) package clean
	rm -rf out
