// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says of the appearance of dies.
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/map/channel_layers.h"
#include "libinspect/map/derived_layers.h"
#include "tests/report/sample_report.h"

#include <algorithm>

using namespace waferglow;
using namespace waferglow::test;
using Catch::Contains;

namespace {

constexpr const char* kSectionTitle = "Appearance in reflected light";

void add_defect(FindingList& list, std::int32_t number, std::int32_t code, DieIndex die, double sigma,
                const char* verdict) {
    list.findings.push_back({.number = number,
                             .code = code,
                             .channel = 2,
                             .dies = 1,
                             .on = {die.row, die.row + 1, die.col, die.col + 1}});
    const auto number_into = [&](std::size_t column, double value) {
        list.columns[column].numbers.push_back(value);
    };
    number_into(0, sigma);
    number_into(1, 12.0);
    number_into(2, 3.0);
    list.columns[3].texts.emplace_back(verdict);
    list.columns[4].texts.emplace_back("pad 1");
}

/// Three chipped defects on two dies, one of them a line over both, and a particle; two dies have pictures.
WaferFile looked_at_wafer() {
    WaferFile file = report_wafer();
    file.channels.push_back({"top", ChannelKind::reflected, 0.0, 2.0});
    appearance::AppearanceEvidence evidence;
    evidence.channel = "top";
    evidence.false_alarms_per_million = 1000.0;
    evidence.tests.front().expected_false_alarms = 1.6;
    evidence.not_resolved = {"cracked", "metal_broken"};
    evidence.golden_dies = 1234;
    evidence.golden_tiles = 9;
    evidence.golden = {.width = 4,
                       .height = 2,
                       .step_um = 10.0,
                       .light = {0, 1, 1, 0, 0, 2, 1, 0},
                       .spread = std::vector<float>(8, 0.01F),
                       .region = std::vector<std::uint8_t>(8, 1),
                       .part = std::vector<std::uint8_t>(8, 255)};
    file.appearance = {evidence};
    file.map.add(kAppearanceScoreLayer, "", "score").values.assign(file.map.grid().cells(), 0.5F);
    file.map.add(kSmallestVisibleLayer, "um", "size").values.assign(file.map.grid().cells(), 4.3F);
    FindingList list{.kind = &finding_kind(kDefects), .findings = {}, .classes = {"chipped", "particle"}};
    for (const char* name : {"sigma", "length_um", "width_um", "verdict", "region"})
        list.columns.push_back({name, {}, {}});
    add_defect(list, 1, 0, {5, 5}, 20.0, "fail");
    add_defect(list, 1, 0, {5, 6}, 30.0, "fail");
    add_defect(list, 2, 0, {5, 6}, 10.0, "pass");
    add_defect(list, 3, 1, {9, 9}, 8.0, "pass");
    file.findings.push_back(list);
    appearance::DiePictures pictures;
    pictures.width = 3;
    pictures.height = 2;
    pictures.pixel_um = 2.0;
    pictures.row = {5, 9};
    pictures.col = {6, 9};
    pictures.sigma = {30.0F, 8.0F};
    for (const char* name : {"top", "pl_high"}) {
        appearance::ChannelPictures& channel = pictures.channels.emplace_back();
        channel.channel = name;
        channel.level_dn = 500.0;
        channel.pixels.assign(12, 700);
        channel.center_x_px = channel.center_y_px = {1.0F, 1.0F};
        channel.tile = {0, 0};
    }
    file.pictures = pictures;
    return file;
}

const Section* section_of(const Document& document) {
    const auto at = std::ranges::find(document.sections, kSectionTitle, &Section::title);
    return at == document.sections.end() ? nullptr : &*at;
}

}  // namespace

TEST_CASE("a report tells of defects by class, each counted once, and of the dies that fail", "[report]") {
    const Document document = report_of(looked_at_wafer());
    const Section* section = section_of(document);
    REQUIRE(section != nullptr);
    const auto* table = [&]() -> const Table* {
        for (const Block& block : section->blocks)
            if (const auto* found = std::get_if<Table>(&block)) return found;
        return nullptr;
    }();
    REQUIRE(table != nullptr);
    REQUIRE(table->rows.size() == 2);
    const auto cells = [&](std::size_t row) {
        std::vector<std::string> texts;
        for (const Cell& cell : table->rows[row]) texts.push_back(cell.text);
        return texts;
    };
    CHECK(cells(0) == std::vector<std::string>{"chipped", "2", "2", "2"});
    CHECK(cells(1) == std::vector<std::string>{"particle", "1", "1", "0"});
}

TEST_CASE("a report says what could have been seen, and what could not", "[report]") {
    const std::string text = all_text(report_of(looked_at_wafer()));
    CHECK_THAT(text, Contains("1.6") && Contains("4.3\u00A0\u00B5m"));
    CHECK_THAT(text, Contains("not counted as zero: cracked, metal_broken."));
    CHECK_THAT(text, Contains("Learnt from 1\u202F234 dies of 9 tiles"));
}

TEST_CASE("a report shows pictures of the worst dies of each class that has any", "[report]") {
    const std::string text = all_text(report_of(looked_at_wafer()));
    CHECK_THAT(text, Contains("From the left: top, pl_high"));
    CHECK_THAT(text, Contains("chipped: 2 on 2 dies") && Contains("particle: 1 on 1 dies"));
    WaferFile without = looked_at_wafer();
    without.pictures.reset();
    CHECK_THAT(all_text(report_of(without)), !Contains("From the left"));
}

TEST_CASE("a report says why nothing was inspected, and is silent where nobody looked", "[report]") {
    WaferFile failed = looked_at_wafer();
    failed.appearance.front().fault = "the appearance of dies can't be told from channel 'top': too few dies";
    CHECK_THAT(all_text(report_of(failed)), Contains("too few dies"));
    CHECK(section_of(report_of(report_wafer())) == nullptr);
}
