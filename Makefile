# The few commands that people need. All is built below build/; out/ holds the documents.

jobs := $(shell nproc)

# Configures and builds the preset $(1), target $(2); what cmake says is shown if it fails.
define build
@mkdir -p build
@cmake --preset $(1) >build/cmake-$(1).log 2>&1 || { cat build/cmake-$(1).log; exit 1; }
cmake --build --preset $(1) --target $(2) --parallel $(jobs)
endef

.PHONY: factsheets documents gallery houses check check-long bench clean

# The first thing to run: builds the program, then the factsheet of every Member State.
factsheets:
	@.ci/install build
	$(call build,release,almanac)
	build/release/almanac -C . build --template country-factsheet

# All kinds of documents for all their subjects.
documents:
	@.ci/install build
	$(call build,release,almanac)
	build/release/almanac -C . build

# All tests, of the release and of the sanitizer build, in one run of CTest, whose closing line comes last.
check:
	@.ci/install build test
	$(call build,release,all)
	$(call build,sanitize,all)
	@mkdir -p build/check
	@echo 'subdirs("$(CURDIR)/build/release" "$(CURDIR)/build/sanitize")' >build/check/CTestTestfile.cmake
	@ctest --test-dir build/check --output-on-failure --parallel $(jobs) --label-exclude long

# The tests that take too long for every change.
check-long:
	@.ci/install build test long
	$(call build,release,all)
	@ctest --test-dir build/release --output-on-failure --label-regex long --no-tests=ignore

# Measures; nothing passes or fails. ALMANAC_PEERS=FOLDER: other programs beside it, see tests/bench/work-item/README.md.
bench:
	@.ci/install build test
	$(call build,release,almanac)
	$(call build,release,convert)
	$(call build,release,loading)
	python3 tests/bench/bench.py build/release/almanac .
	build/release/tests/loading .

# Every kind of chart with real data, as PDF, SVG, PNG and a page that shows them: out/gallery/index.html.
gallery:
	@.ci/install build test
	$(call build,release,almanac)
	python3 tests/gallery/gallery.py build/release/almanac out/gallery

# The factsheet of one country in every house style, and a sheet that shows them: out/houses/index.html.
houses:
	@.ci/install build test
	$(call build,release,almanac)
	python3 tests/houses/houses.py build/release/almanac out/houses

clean:
	rm -rf build
