// SPDX-License-Identifier: GPL-3.0-or-later
// Runs all tests of a program with a decimal comma, as in a German environment, where the variable
// WAFERGLOW_TEST_LOCALE names a locale: files are written and read with points all the same.
#include <clocale>
#include <cstdlib>
#include <iostream>
#include <locale>
#include <string>
#include <string_view>

namespace {

struct Comma : std::numpunct<char> {
    [[nodiscard]] char do_decimal_point() const override { return ','; }
    [[nodiscard]] char do_thousands_sep() const override { return '.'; }
    [[nodiscard]] std::string do_grouping() const override { return "\3"; }
};

/// Before main, so that it holds for every test.
const bool kSet = [] {
    const char* name = std::getenv("WAFERGLOW_TEST_LOCALE");
    if (name == nullptr) return false;
    std::locale::global(std::locale(std::locale::classic(), new Comma));
    if (std::setlocale(LC_NUMERIC, name) == nullptr) {
        std::cout << "SKIPPED: locale " << name << " is not installed; C functions keep their point\n";
    } else if (std::string_view(std::localeconv()->decimal_point) != ",") {
        std::cerr << name << " has no decimal comma\n";
        std::exit(1);
    }
    return true;
}();

}  // namespace
