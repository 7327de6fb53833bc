// SPDX-License-Identifier: GPL-3.0-or-later
// Suggestions for mistyped names: near ones are found, far ones are not invented.
#include "libinspect/base/nearest_name.h"

#include <vector>

using namespace waferglow;

namespace {
const std::vector<std::string> kChannels{"pl_high", "pl_low", "reflected"};
}

TEST_CASE("nothing is suggested where nothing is known") {
    CHECK(nearest_name("pl_high", {}).empty());
    CHECK(did_you_mean("pl_high", {}).empty());
}

TEST_CASE("a name that resembles none gets no suggestion") {
    CHECK(nearest_name("spectrometer", kChannels).empty());
    CHECK(did_you_mean("spectrometer", kChannels).empty());
}

TEST_CASE("an empty name gets no suggestion") {
    CHECK(nearest_name("", kChannels).empty());
}

TEST_CASE("one wrong, missing, superfluous or swapped letter is found") {
    CHECK(nearest_name("pl_hibh", kChannels) == "pl_high");
    CHECK(nearest_name("pl_hgh", kChannels) == "pl_high");
    CHECK(nearest_name("reflectted", kChannels) == "reflected");
    CHECK(nearest_name("lp_low", kChannels) == "pl_low");
}

TEST_CASE("the known name itself is its own nearest") {
    CHECK(nearest_name("pl_low", kChannels) == "pl_low");
}

TEST_CASE("of equally near names the first wins") {
    const std::vector<std::string> known{"bin_b", "bin_a"};
    CHECK(nearest_name("bin_c", known) == "bin_b");
}

TEST_CASE("half of the letters may differ, not more") {
    const std::vector<std::string> known{"abcd"};
    CHECK(nearest_name("abxy", known) == "abcd");
    CHECK(nearest_name("axyz", known).empty());
}

TEST_CASE("the suggestion is ready for an error message") {
    CHECK(did_you_mean("pl_hig", kChannels) == " (did you mean 'pl_high'?)");
}
