// SPDX-License-Identifier: GPL-3.0-or-later
// Files that once mattered to a reader: sound ones, cut-off ones, and what the fuzzers found. None may do
// more harm than an Error(input).
#include "tests/fuzz/fuzz_targets.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

using namespace waferglow::fuzz;

TEST_CASE("every file of the corpus is read or refused", "[fuzz]") {
    for (const NamedTarget& target : kTargets) {
        int files = 0;
        for (const auto& entry :
             std::filesystem::directory_iterator(std::filesystem::path(WAFERGLOW_CORPUS) / target.name)) {
            INFO(entry.path());
            std::ifstream file(entry.path(), std::ios::binary);
            const std::vector<char> bytes{std::istreambuf_iterator<char>(file), {}};
            CHECK_NOTHROW(target.run(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()));
            ++files;
        }
        INFO(target.name);
        CHECK(files > 0);
    }
}
