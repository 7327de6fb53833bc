// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/base/version.h"
#include "libinspect/finding/finding_kinds.h"
#include "libinspect/formats/klarf.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

namespace waferglow {
namespace {

Klarf head_of(const DieMap& map, const KlarfJob& job) {
    const Wafer& wafer = map.wafer();
    const DieGrid& grid = map.grid();
    Klarf klarf;
    klarf.version = "1.2";
    klarf.time = job.time;
    klarf.station = {"WaferGlow", "PL", kVersion};
    klarf.lot_id = job.lot_id;
    klarf.device_id = job.device_id;
    klarf.step_id = job.step_id;
    klarf.recipe_id = job.recipe_id;
    klarf.diameter_mm = wafer.diameter_mm;
    klarf.pitch_x_um = grid.pitch_x_um;
    klarf.pitch_y_um = grid.pitch_y_um;
    klarf.mark_type = wafer.notch_depth_mm > 0.0 ? "NOTCH" : "FLAT";
    klarf.mark_location = "DOWN";
    return klarf;
}

constexpr double kCm2PerUm2 = 1e-8;

/// Appends records to the list of defects of one wafer.
class DefectRecords {
  public:
    DefectRecords(const DieMap& map, const BinColumn& bins, KlarfTable& table)
        : grid_(map.grid()), uniform_(map.grid()), bins_(bins), table_(table) {
        uniform_.steps = {};
        table_.columns = {"DEFECTID", "XREL",           "YREL",       "XINDEX", "YINDEX",
                          "XSIZE",    "YSIZE",          "DEFECTAREA", "DSIZE",  "CLASSNUMBER",
                          "TEST",     "ROUGHBINNUMBER", "IMAGECOUNT"};
    }

    [[nodiscard]] double count() const { return count_; }

    /// A failing die, at its centre.
    void add_die(DieIndex die, std::uint8_t code) {
        add({.rel = {0.5 * grid_.pitch_x_um + grid_.steps.right_um(die),
                     0.5 * grid_.pitch_y_um + grid_.steps.up_um(die)},
             .die = die,
             .width_um = grid_.die_width_um,
             .height_um = grid_.die_height_um,
             .area_um2 = grid_.die_width_um * grid_.die_height_um,
             .number = static_cast<double>(code),
             .rough_bin = static_cast<double>(code)});
    }

    /// A finding, in the frame of the die that it lies on or is nearest to. `area_um2`: NaN where only its
    /// extent is known.
    void add_finding(const Finding& finding, std::int32_t number, double area_um2) {
        const DieIndex nearest = finding.on.cells() == 1
                                     ? DieIndex{finding.on.row_begin, finding.on.col_begin}
                                     : grid_.nearest(finding.place);
        const DieIndex die{std::clamp(nearest.row, 0, grid_.rows - 1),
                           std::clamp(nearest.col, 0, grid_.cols - 1)};
        const WaferPoint center = uniform_.center(die);
        const std::uint8_t code = bins_.codes[grid_.cell(die)];
        add({.rel = {finding.place.x - center.x + 0.5 * grid_.pitch_x_um,
                     finding.place.y - center.y + 0.5 * grid_.pitch_y_um},
             .die = die,
             .width_um = finding.width_um(),
             .height_um = finding.height_um(),
             .area_um2 = std::isnan(area_um2) ? finding.width_um() * finding.height_um() : area_um2,
             .number = static_cast<double>(number),
             .rough_bin = code == kNoBinCode ? 0.0 : static_cast<double>(code)});
    }

  private:
    struct Record {
        WaferPoint rel;  ///< from the lower left corner of the cell in the uniform grid
        DieIndex die;
        double width_um;
        double height_um;
        double area_um2;
        double number;  ///< of its class
        double rough_bin;
    };
    void add(const Record& r) {
        const std::array<double, 13> values{++count_,
                                            r.rel.x,
                                            r.rel.y,
                                            static_cast<double>(r.die.col),
                                            static_cast<double>(grid_.rows - 1 - r.die.row),
                                            r.width_um,
                                            r.height_um,
                                            r.area_um2,
                                            std::max(r.width_um, r.height_um),
                                            r.number,
                                            1.0,
                                            r.rough_bin,
                                            0.0};
        table_.values.insert(table_.values.end(), values.begin(), values.end());
    }

    const DieGrid& grid_;
    DieGrid uniform_;
    const BinColumn& bins_;
    KlarfTable& table_;
    double count_ = 0.0;
};

/// That of the bin called like the class: it is the same on all wafers of a recipe. Others follow behind all
/// bin codes.
std::int32_t number_of_class(const std::string& name, std::size_t code, const BinColumn& bins) {
    const auto label = std::ranges::find(bins.labels, name, &BinLabel::name);
    constexpr std::int32_t kBinCodes = 256;
    return label == bins.labels.end() ? kBinCodes + static_cast<std::int32_t>(code) : label->code;
}

/// The kinds that have records of their own, with their classes.
void add_findings(const std::vector<FindingList>& lists, const BinColumn& bins, Klarf& klarf,
                  DefectRecords& records) {
    for (const FindingList& list : lists) {
        const std::int32_t first = list.kind->first_defect_class;
        if (first == 0) continue;
        std::vector<std::int32_t> numbers;
        for (std::size_t code = 0; code < list.classes.size(); ++code) {
            numbers.push_back(first + number_of_class(list.classes[code], code, bins));
            klarf.classes.push_back({numbers.back(), list.classes[code]});
        }
        const FindingColumn* area = list.column("area_um2");
        for (std::size_t i = 0; i < list.findings.size(); ++i) {
            const Finding& finding = list.findings[i];
            records.add_finding(finding, numbers[static_cast<std::size_t>(finding.code)],
                                area == nullptr ? std::nan("") : area->numbers[i]);
        }
    }
}

}  // namespace

Klarf klarf_of(const DieMap& map, const BinColumn& bins, const std::vector<FindingList>& findings,
               const KlarfJob& job) {
    const DieGrid& grid = map.grid();
    if (bins.codes.size() != grid.cells()) {
        throw Error(ErrorKind::usage, fmt::format("KLARF export: {} bin codes for a map of {} cells",
                                                  bins.codes.size(), grid.cells()));
    }
    Klarf klarf = head_of(map, job);
    for (const BinLabel& label : bins.labels) klarf.classes.push_back({label.code, label.name});
    KlarfWafer& wafer = klarf.wafers.emplace_back();
    wafer.wafer_id = map.wafer().id;
    wafer.slot = job.slot;
    // Lower left corner of die (0, 0), from the wafer's centre, with its sign turned; of a uniform grid, from
    // whose cells XREL and YREL lead to where fields and staggers move a die.
    DieGrid uniform = grid;
    uniform.steps = {};
    const WaferPoint lowest = uniform.center({grid.rows - 1, 0});
    wafer.center_x_um = 0.5 * grid.pitch_x_um - lowest.x;
    wafer.center_y_um = 0.5 * grid.pitch_y_um - lowest.y;
    DefectRecords records(map, bins, wafer.defects);
    const std::array<bool, 256> passes = passing_codes(bins.labels);
    KlarfTest test;
    std::int64_t measured = 0;
    for (std::int32_t row = 0; row < grid.rows; ++row) {
        for (const ColumnSpan& span : map.presence().runs(row)) {
            for (std::int32_t col = span.begin; col < span.end; ++col) {
                const std::uint8_t code = bins.codes[grid.cell({row, col})];
                if (code == kNoBinCode) continue;
                ++measured;
                if (job.test_plan) test.dies.push_back({col, grid.rows - 1 - row});
                if (!passes[code]) records.add_die({row, col}, code);
            }
        }
    }
    const double failing = records.count();
    add_findings(findings, bins, klarf, records);
    const auto dies = static_cast<double>(measured);
    test.area_um2 = dies * grid.pitch_x_um * grid.pitch_y_um;
    const double density = test.area_um2 > 0.0 ? records.count() / (test.area_um2 * kCm2PerUm2) : 0.0;
    wafer.tests.push_back(std::move(test));
    wafer.summary.columns = {"TESTNO", "NDEFECT", "DEFDENSITY", "NDIE", "NDEFDIE"};
    wafer.summary.values = {1.0, records.count(), density, dies, failing};
    return klarf;
}

}  // namespace waferglow
