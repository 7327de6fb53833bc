// SPDX-License-Identifier: GPL-3.0-or-later
// Random KLARF files: however their lists are laid out, and wherever they are harmed, the verdicts are those
// that were written, or fewer, never others.
#include "tests/formats/klarf_verdicts.h"

#include <rapidcheck.h>

using namespace waferglow;
using namespace waferglow::test;

namespace {

constexpr int kRows = 9;
const DieGrid kGrid{.rows = kRows,
                    .cols = 12,
                    .x0_um = -1100.0,
                    .y0_um = 1002.0,
                    .pitch_x_um = 200.0,
                    .pitch_y_um = 250.5,
                    .die_width_um = 150.0,
                    .die_height_um = 200.0};

int number(int from, int to) {
    return *rc::gen::inRange(from, to);
}

/// A file of 1 to 30 defects; every choice about each row is drawn beforehand, so that it reads the same
/// twice.
KlarfText random_file() {
    KlarfText text;
    text.diameter_mm = 5.0;
    text.center_x = 1200.0;
    text.center_y = 1127.25;
    for (int y = 0; y < kRows; ++y) {
        for (int x = 0; x < kGrid.cols; ++x) text.plan.emplace_back(x, y);
    }
    const int defects = number(1, 31);
    const int mode = number(0, 3);  // no images, some, all
    std::vector<int> images;
    std::vector<ImageWords> forms;
    std::vector<std::vector<bool>> breaks;
    const auto common = static_cast<ImageWords>(number(0, 3));
    const bool mixed = number(0, 3) == 0;
    const int break_share = number(0, 4);
    for (int i = 0; i < defects; ++i) {
        text.bad.push_back(
            text.plan[static_cast<std::size_t>(number(0, static_cast<int>(text.plan.size())))]);
        images.push_back(mode == 0 || (mode == 1 && number(0, 2) == 0) ? 0 : number(1, 6));
        forms.push_back(mixed ? static_cast<ImageWords>(number(0, 3)) : common);
        std::vector<bool> row(32);
        for (std::size_t k = 0; k < row.size(); ++k) row[k] = number(0, 12) < break_share;
        breaks.push_back(std::move(row));
    }
    text.images = [images](std::size_t i) { return images[i]; };
    text.form = [forms](std::size_t i) { return forms[i]; };
    text.breaks = [breaks](std::size_t i, std::size_t k) { return breaks[i][k]; };
    text.end = *rc::gen::element<std::string>("\n", "\r\n", " \t\n");
    return text;
}

/// Whether `found` says nothing that `truth` doesn't.
bool within(const Verdicts& found, const Verdicts& truth) {
    return std::ranges::all_of(found, [&truth](const auto& verdict) {
        const auto at = truth.find(verdict.first);
        return at != truth.end() && at->second == verdict.second;
    });
}

/// Verdicts of a harmed file; none where it is refused.
Verdicts verdicts_or_none(const std::string& text) {
    try {
        return verdicts(read_el_text(text, kGrid));
    } catch (const Error& error) {
        RC_ASSERT(error.kind() == ErrorKind::input);
        return {};
    }
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t stop = std::min(text.find('\n', at), text.size() - 1) + 1;
        lines.push_back(text.substr(at, stop - at));
        at = stop;
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
}

}  // namespace

TEST_CASE("random files give the verdicts that were written, however they are laid out", "[klarf]") {
    CHECK(rc::check([] {
        const KlarfText text = random_file();
        const Verdicts truth = truth_of(text, kRows);
        const ElTable old_grammar = read_el_text(text.v12(), kGrid);
        RC_ASSERT(verdicts(old_grammar) == truth);
        RC_ASSERT(old_grammar.warnings.empty());
        RC_ASSERT(verdicts(read_el_text(text.v18(), kGrid)) == truth);
    }));
}

TEST_CASE("random files cut off anywhere give no other verdict", "[klarf]") {
    CHECK(rc::check([] {
        const KlarfText text = random_file();
        const Verdicts truth = truth_of(text, kRows);
        for (const std::string& file : {text.v12(), text.v18()}) {
            const Verdicts found = verdicts_or_none(
                file.substr(0, static_cast<std::size_t>(number(0, static_cast<int>(file.size())))));
            RC_ASSERT(found.empty() || found == truth);
        }
    }));
}

TEST_CASE("random files with a line lost or a foreign one give no other verdict", "[klarf]") {
    CHECK(rc::check([] {
        KlarfText text = random_file();
        text.breaks = [](std::size_t, std::size_t) {
            return false;
        };  // a row a line: no word can be lost alone
        const Verdicts truth = truth_of(text, kRows);
        for (const std::string& file : {text.v12(), text.v18()}) {
            // Of the defects and what follows: what stands before them says what the indices mean.
            std::vector<std::string> lines = lines_of(file);
            const auto list = std::ranges::find_if(
                lines, [](const std::string& line) { return line.find("DefectList") != std::string::npos; });
            const int first = static_cast<int>(list - lines.begin()) + (file[0] == 'F' ? 1 : 4);
            const int at = number(first, first + static_cast<int>(text.bad.size()));
            if (number(0, 2) == 0) {
                lines.erase(lines.begin() + at);
            } else {
                lines.insert(lines.begin() + at, *rc::gen::element<std::string>(
                                                     "FILENAME a.jpg\n", "Slot 3;\n", "WaferStatus P\n",
                                                     "EndOfFile;\n", "}\n", "SummarySpec 1 TESTNO;\n"));
            }
            const std::string harmed = joined(lines);
            RC_LOG() << harmed;
            RC_ASSERT(within(verdicts_or_none(harmed), truth));
        }
    }));
}
