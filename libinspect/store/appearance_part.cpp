// SPDX-License-Identifier: GPL-3.0-or-later
// What pictures in reflected light told of a wafer: /entry/appearance, a group for each channel.
#include "libinspect/base/error.h"
#include "libinspect/store/digest.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/hdf5_tables.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

namespace ap = appearance;
using ap::AppearanceEvidence;
using ap::FoundDefect;

constexpr std::array kTestsInOrder{ap::Test::body, ap::Test::metal, ap::Test::rim, ap::Test::whole_part,
                                   ap::Test::whole_body};
constexpr std::array kExtents{ap::Extent::spot, ap::Extent::pad, ap::Extent::body, ap::Extent::die};
constexpr std::array kPolarities{ap::Polarity::dark, ap::Polarity::bright, ap::Polarity::mixed};
constexpr std::array kTouches{ap::Touches::none, ap::Touches::edge, ap::Touches::corner};
constexpr std::array kRegions{ap::DefectRegion::body, ap::DefectRegion::rim, ap::DefectRegion::metal,
                              ap::DefectRegion::finger, ap::DefectRegion::street};

template <class Value, std::size_t N>
Value called(const std::string& name, const std::array<Value, N>& values) {
    const auto at = std::ranges::find_if(values, [&](Value value) { return name == to_string(value); });
    if (at == values.end())
        throw Error(ErrorKind::input, fmt::format("/entry/appearance: '{}' is unknown", name));
    return *at;
}

void write_names(hid_t group, const ArrayWriter& arrays, const char* name,
                 const std::vector<std::string>& names) {
    TableWriter(arrays, group).texts(name, names);
}

/// Over all that decides how dies are judged.
std::string digest_of(const AppearanceEvidence& evidence) {
    Sha256 digest;
    digest.add(std::as_bytes(std::span(evidence.golden.light)));
    digest.add(std::as_bytes(std::span(evidence.golden.spread)));
    digest.add(std::as_bytes(std::span(evidence.golden.region)));
    for (const ap::TestThreshold& test : evidence.tests) digest.add(fmt::format("{} ", test.threshold));
    return digest.hex();
}

void write_golden(hid_t parent, const ArrayWriter& arrays, const AppearanceEvidence& evidence) {
    const ap::GoldenPicture& golden = evidence.golden;
    const Group group = make_group(parent, "golden_die", "NXdata");
    put_attribute(group.get(), "signal", "light");
    const auto rows = static_cast<std::size_t>(golden.height);
    const auto cols = static_cast<std::size_t>(golden.width);
    const auto picture = [&](const char* name, const auto& values, std::string_view title) {
        const Dataset dataset = arrays.write(group.get(), name, rows_view(std::span(values), rows, cols));
        put_attribute(dataset.get(), "long_name", title);
    };
    picture("light", golden.light, "light of a good die, of its tile's level");
    picture("spread", golden.spread, "spread of a pixel there over good dies, 1 sigma");
    picture("region", golden.region, "0 street, 1 body, 2 rim, 3 metal, 4 finger, 5 not judged");
    picture("part", golden.part, "position in parts; 255: none");
    put_number(group.get(), "step", golden.step_um, "um");
    put_integer(group.get(), "dies", evidence.golden_dies);
    put_integer(group.get(), "tiles", evidence.golden_tiles);
    put_number(group.get(), "level", evidence.level_dn, "DN");
    put_number(group.get(), "body_light", evidence.body_light);
    put_number(group.get(), "metal_light", evidence.metal_light);
    put_number(group.get(), "street_light", evidence.street_light);
    put_number(group.get(), "blur", evidence.blur_um, "um");
    put_integer(group.get(), "kinds", evidence.kinds);
}

void write_tests(hid_t parent, const ArrayWriter& arrays, const AppearanceEvidence& evidence) {
    const Group group = make_group(parent, "tests", "NXcollection");
    const TableWriter table(arrays, group.get());
    table.texts_of("name", kTestsInOrder, [](ap::Test test) { return to_string(test); });
    using T = ap::TestThreshold;
    table.column_of<double>("threshold", evidence.tests, [](const T& t) { return t.threshold; });
    table.column_of<double>("expected_false_alarms", evidence.tests,
                            [](const T& t) { return t.expected_false_alarms; });
    table.column_of<double>("tail_middle", evidence.tests, [](const T& t) { return t.tail.middle; });
    table.column_of<double>("tail_power", evidence.tests, [](const T& t) { return t.tail.power; });
    table.column_of<double>("tail_scale", evidence.tests, [](const T& t) { return t.tail.scale; });
    table.column_of<std::int64_t>("tail_dies", evidence.tests, [](const T& t) { return t.tail.dies; });
}

void write_found(hid_t parent, const ArrayWriter& arrays, const std::vector<FoundDefect>& found) {
    const Group group = make_group(parent, "found", "NXcollection");
    const TableWriter table(arrays, group.get());
    using F = FoundDefect;
    table.column_of<std::int32_t>("row", found, [](const F& f) { return f.die.row; });
    table.column_of<std::int32_t>("col", found, [](const F& f) { return f.die.col; });
    table.column_of<std::int32_t>("defect", found, [](const F& f) { return f.defect; });
    table.column_of<std::int32_t>("tile", found, [](const F& f) { return f.tile; });
    table.texts_of("region", found, [](const F& f) { return f.region; });
    table.texts_of("extent", found, [](const F& f) { return to_string(f.features.extent); });
    table.texts_of("polarity", found, [](const F& f) { return to_string(f.features.polarity); });
    table.texts_of("touches", found, [](const F& f) { return to_string(f.features.touches); });
    table.texts_of("lies_on", found, [](const F& f) { return to_string(f.features.region); });
    table.texts_of("test", found, [](const F& f) { return to_string(f.test); });
    table.column_of<double>("over", found, [](const F& f) { return f.over; });
    table.column_of<double>("sigma", found, [](const F& f) { return f.sigma; });
    table.column_of<double>(
        "x_um", found, [](const F& f) { return f.x_um; }, "um");
    table.column_of<double>(
        "y_um", found, [](const F& f) { return f.y_um; }, "um");
    table.column_of<double>(
        "angle", found, [](const F& f) { return f.angle_rad; }, "rad");
    for (const ap::FeatureInfo& info : ap::feature_table())
        table.column_of<double>(std::string(info.name), found,
                                [&info](const F& f) { return f.features[info.feature]; });
}

std::vector<FoundDefect> read_found(hid_t parent) {
    const Group group = open_group(parent, "found");
    TableReader table(group.get());
    const auto rows = table.column<std::int32_t>("row");
    std::vector<FoundDefect> found(rows.size());
    const auto numbers = [&](const std::string& name, const auto& take) {
        const auto values = table.column<double>(name);
        for (std::size_t i = 0; i < found.size(); ++i) take(found[i], values[i]);
    };
    const auto wholes = [&](const char* name, const auto& take) {
        const auto values = table.column<std::int32_t>(name);
        for (std::size_t i = 0; i < found.size(); ++i) take(found[i], values[i]);
    };
    const auto texts = [&](const char* name, const auto& take) {
        std::vector<std::string> values = table.texts(name);
        for (std::size_t i = 0; i < found.size(); ++i) take(found[i], std::move(values[i]));
    };
    for (std::size_t i = 0; i < found.size(); ++i) found[i].die.row = rows[i];
    wholes("col", [](FoundDefect& f, std::int32_t value) { f.die.col = value; });
    wholes("defect", [](FoundDefect& f, std::int32_t value) { f.defect = value; });
    wholes("tile", [](FoundDefect& f, std::int32_t value) { f.tile = value; });
    texts("region", [](FoundDefect& f, std::string&& text) { f.region = std::move(text); });
    texts("extent", [](FoundDefect& f, std::string&& text) { f.features.extent = called(text, kExtents); });
    texts("polarity",
          [](FoundDefect& f, std::string&& text) { f.features.polarity = called(text, kPolarities); });
    texts("touches", [](FoundDefect& f, std::string&& text) { f.features.touches = called(text, kTouches); });
    texts("lies_on", [](FoundDefect& f, std::string&& text) { f.features.region = called(text, kRegions); });
    texts("test", [](FoundDefect& f, std::string&& text) { f.test = called(text, kTestsInOrder); });
    numbers("over", [](FoundDefect& f, double value) { f.over = value; });
    numbers("sigma", [](FoundDefect& f, double value) { f.sigma = value; });
    numbers("x_um", [](FoundDefect& f, double value) { f.x_um = value; });
    numbers("y_um", [](FoundDefect& f, double value) { f.y_um = value; });
    numbers("angle", [](FoundDefect& f, double value) { f.angle_rad = value; });
    for (const ap::FeatureInfo& info : ap::feature_table())
        numbers(std::string(info.name),
                [&info](FoundDefect& f, double value) { f.features[info.feature] = value; });
    return found;
}

std::vector<ap::ClassByHand> read_by_hand(hid_t parent) {
    std::vector<ap::ClassByHand> by_hand;
    if (!has(parent, kByHand)) return by_hand;
    const Group group = open_group(parent, kByHand);
    TableReader table(group.get());
    const auto defects = table.column<std::int32_t>("defect");
    std::vector<std::string> name = table.texts("class");
    std::vector<std::string> was = table.texts("was");
    std::vector<std::string> by = table.texts("by");
    std::vector<std::string> at = table.texts("at");
    for (std::size_t i = 0; i < defects.size(); ++i)
        by_hand.push_back(
            {defects[i], std::move(name[i]), std::move(was[i]), std::move(by[i]), std::move(at[i])});
    return by_hand;
}

void read_tests(hid_t parent, AppearanceEvidence& evidence) {
    const Group group = open_group(parent, "tests");
    TableReader table(group.get());
    const std::vector<std::string> names = table.texts("name");
    const auto threshold = table.column<double>("threshold");
    const auto expected = table.column<double>("expected_false_alarms");
    const auto middle = table.column<double>("tail_middle");
    const auto power = table.column<double>("tail_power");
    const auto scale = table.column<double>("tail_scale");
    const auto dies = table.column<std::int64_t>("tail_dies");
    for (std::size_t i = 0; i < names.size(); ++i) {
        ap::TestThreshold& to = evidence.tests.at(static_cast<std::size_t>(called(names[i], kTestsInOrder)));
        to.threshold = threshold[i];
        to.expected_false_alarms = expected[i];
        to.tail = {.middle = middle[i],
                   .power = power[i],
                   .scale = scale[i],
                   .dies = static_cast<std::size_t>(dies[i])};
    }
}

void read_golden(hid_t parent, AppearanceEvidence& evidence) {
    const Group group = open_group(parent, "golden_die");
    ap::GoldenPicture& golden = evidence.golden;
    const ArrayShape shape = open_array(group.get(), "light").shape;
    golden.width = static_cast<int>(shape.cols);
    golden.height = static_cast<int>(shape.rows);
    golden.step_um = get_number(group.get(), "step");
    golden.light = get_vector<float>(group.get(), "light");
    golden.spread = get_vector<float>(group.get(), "spread");
    golden.region = get_vector<std::uint8_t>(group.get(), "region");
    golden.part = get_vector<std::uint8_t>(group.get(), "part");
    evidence.golden_dies = get_integer(group.get(), "dies");
    evidence.golden_tiles = get_integer(group.get(), "tiles");
    evidence.level_dn = get_number(group.get(), "level");
    evidence.body_light = get_number(group.get(), "body_light");
    evidence.metal_light = get_number(group.get(), "metal_light");
    evidence.street_light = get_number(group.get(), "street_light");
    evidence.blur_um = get_number(group.get(), "blur");
    evidence.kinds = get_integer(group.get(), "kinds");
}

}  // namespace

void write_by_hand(hid_t channel, const ArrayWriter& arrays, const std::vector<ap::ClassByHand>& by_hand) {
    if (has(channel, kByHand) && H5Ldelete(channel, kByHand, H5P_DEFAULT) < 0)
        throw failure_at(ErrorKind::job, channel, fmt::format("'{}' can't be replaced", kByHand));
    if (by_hand.empty()) return;
    const Group group = make_group(channel, kByHand, "NXcollection");
    const TableWriter table(arrays, group.get());
    using B = ap::ClassByHand;
    table.column_of<std::int32_t>("defect", by_hand, [](const B& b) { return b.defect; });
    table.texts_of("class", by_hand, [](const B& b) { return b.name; });
    table.texts_of("was", by_hand, [](const B& b) { return b.was; });
    table.texts_of("by", by_hand, [](const B& b) { return b.by; });
    table.texts_of("at", by_hand, [](const B& b) { return b.at; });
}

void write_appearance(hid_t entry, const ArrayWriter& arrays, const WaferFile& file) {
    if (file.appearance.empty()) return;
    const Group all = make_group(entry, kAppearance, "NXcollection");
    for (const AppearanceEvidence& evidence : file.appearance) {
        const Group group = make_group(all.get(), evidence.channel, "NXcollection");
        put_text(group.get(), "fault", evidence.fault);
        if (!evidence.fault.empty()) continue;
        put_text(group.get(), "digest", digest_of(evidence));
        put_number(group.get(), "false_alarms_per_million", evidence.false_alarms_per_million);
        write_names(group.get(), arrays, "not_resolved", evidence.not_resolved);
        write_names(group.get(), arrays, "parts", evidence.parts);
        write_golden(group.get(), arrays, evidence);
        write_tests(group.get(), arrays, evidence);
        write_found(group.get(), arrays, evidence.found);
        write_by_hand(group.get(), arrays, evidence.by_hand);
    }
    if (file.pictures) write_pictures(all.get(), arrays, *file.pictures, file.map.grid());
}

std::vector<AppearanceEvidence> read_appearance(hid_t entry, const DieGrid& grid) {
    std::vector<AppearanceEvidence> all;
    if (!has(entry, kAppearance)) return all;
    const Group channels = open_group(entry, kAppearance);
    for (const std::string& name : members(channels.get())) {
        if (name == kPictures) continue;
        const Group group = open_group(channels.get(), name);
        AppearanceEvidence& evidence = all.emplace_back();
        evidence.channel = name;
        evidence.fault = get_text(group.get(), "fault");
        if (!evidence.fault.empty()) continue;
        evidence.false_alarms_per_million = get_number(group.get(), "false_alarms_per_million");
        evidence.not_resolved = TableReader(group.get()).texts("not_resolved");
        evidence.parts = TableReader(group.get()).texts("parts");
        read_golden(group.get(), evidence);
        read_tests(group.get(), evidence);
        evidence.found = read_found(group.get());
        evidence.by_hand = read_by_hand(group.get());
        for (const FoundDefect& found : evidence.found) {
            if (!grid.contains(found.die))
                throw Error(
                    ErrorKind::input,
                    fmt::format("{}: a finding lies on die (row {}, col {}), which the grid doesn't have",
                                describe(group.get()), found.die.row, found.die.col));
        }
    }
    return all;
}

}  // namespace waferglow::hdf5
