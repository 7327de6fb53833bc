// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/wafer_keys.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

// Of keys: name, unit, least, most, presence, title, help, start; see KeyInfo.
constexpr auto kOptional = Presence::optional;
constexpr auto kRequired = Presence::required;
constexpr double kLeastUm = 1e-3;
constexpr double kMostDies = 1e6;  // in a row or a column

/// Takes over flats and notch of the size; a recipe or recording may say otherwise afterwards.
void set_diameter(Wafer& wafer, const KeyValue& value) {
    const Wafer standard = standard_wafer_of_diameter(std::get<double>(value));
    wafer.diameter_mm = standard.diameter_mm;
    wafer.primary_flat_mm = standard.primary_flat_mm;
    wafer.secondary_flat_mm = standard.secondary_flat_mm;
    wafer.notch_depth_mm = standard.notch_depth_mm;
}

/// A length that SEMI M1 tells where it is left out.
Key<Wafer> standard_length(double Wafer::*member, KeyInfo info) {
    info.unit = "mm";
    info.presence = Presence::optional;
    Key<Wafer> bound = key<Wafer>(member, std::move(info));
    bound.usual = [member](const Wafer& wafer) -> KeyValue {
        return standard_wafer_of_diameter(wafer.diameter_mm).*member;
    };
    return bound;
}

/// The place of the first die; where a grid without it would lie is not for the grid alone to say.
Key<DieGrid> first_place(double DieGrid::*member, KeyInfo info) {
    info.unit = "um";
    info.least = -kLargestUm;
    info.most = kLargestUm;
    info.help = "Centre of the upper left die. Empty: the grid is centred.";
    Key<DieGrid> bound = key<DieGrid>(member, std::move(info));
    bound.usual = [](const DieGrid&) { return KeyValue{}; };
    return bound;
}

KeyTable<GridSteps> step_keys() {
    using G = GridSteps;
    return {
        key<G>(&G::stagger_x_um, {"stagger_x_um", "um", -kLargestUm, kLargestUm, kOptional, "Stagger x",
                                  "Odd rows lie so far to the right: a brick pattern. Empty: none."}),
        key<G>(&G::stagger_y_um, {"stagger_y_um", "um", -kLargestUm, kLargestUm, kOptional, "Stagger y",
                                  "Odd columns lie so far up. Empty: none."}),
        key<G>(&G::field_rows, {"field_rows", "dies", 1, kMostDies, kOptional, "Field rows",
                                "Rows of dies of a stepper field. Empty: no fields."}),
        key<G>(&G::field_cols, {"field_cols", "dies", 1, kMostDies, kOptional, "Field columns",
                                "Columns of dies of a stepper field. Empty: no fields."}),
        key<G>(&G::field_gap_x_um, {"field_gap_x_um", "um", 0, kLargestUm, kOptional, "Field gap x",
                                    "Added to the street between fields side by side."}),
        key<G>(&G::field_gap_y_um, {"field_gap_y_um", "um", 0, kLargestUm, kOptional, "Field gap y",
                                    "Added to the street between fields above each other."}),
        key<G>(&G::field_row0, {"field_row0", "dies", 0, kMostDies, kOptional, "First row in its field",
                                "Place of row 0 in its field, from 0."}),
        key<G>(&G::field_col0, {"field_col0", "dies", 0, kMostDies, kOptional, "First column in its field",
                                "Place of column 0 in its field, from 0."}),
    };
}

}  // namespace

KeyTable<Wafer> wafer_keys(KeyUse use) {
    using W = Wafer;
    Key<W> diameter =
        key<W>(&W::diameter_mm, {"diameter_mm", "mm", 50, 303, kRequired, "Diameter",
                                 "A SEMI M1 size: 50.8, 76.2, 100, 125, 150, 200 or 300 mm.", "100"});
    diameter.set = set_diameter;
    const auto told = use == KeyUse::recording ? kRequired : Presence::defaulted;
    return {
        std::move(diameter),
        key<W>(&W::edge_exclusion_mm, {"edge_exclusion_mm", "mm", 0, 100, told, "Edge exclusion",
                                       "No die is looked for in this ring."}),
        standard_length(&W::primary_flat_mm,
                        {.key = "primary_flat_mm",
                         .least = 0,
                         .most = 300,
                         .title = "Primary flat",
                         .help = "Its length, below. Empty: as SEMI M1 says for the size; 0: none."}),
        standard_length(&W::secondary_flat_mm,
                        {.key = "secondary_flat_mm",
                         .least = 0,
                         .most = 300,
                         .title = "Secondary flat",
                         .help = "Its length, at the right. Empty: as SEMI M1 says for the size; 0: none."}),
        standard_length(&W::notch_depth_mm,
                        {.key = "notch_depth_mm",
                         .least = 0,
                         .most = 30,
                         .title = "Notch depth",
                         .help = "Of the V at the bottom. Empty: as SEMI M1 says for the size; 0: none."}),
        key<W>(&W::flat_exclusion_mm,
               {"flat_exclusion_mm", "mm", 0, 100, kOptional, "Flat exclusion",
                "No die is looked for so near to a flat. Empty: as the edge exclusion."}),
    };
}

KeyTable<DieGrid> grid_keys(KeyUse use) {
    using G = DieGrid;
    const auto told = use == KeyUse::recording ? kRequired : kOptional;
    KeyTable<G> keys{
        key<G>(&G::rows, {"rows", "dies", 1, kMostDies, told, "Rows",
                          "Empty: as many as fit on the wafer. Rows and columns go together."}),
        key<G>(&G::cols,
               {"cols", "dies", 1, kMostDies, told, "Columns", "Empty: as many as fit on the wafer."}),
        first_place(&G::x0_um, {.key = "x0_um", .presence = told, .title = "First die x"}),
        first_place(&G::y0_um, {.key = "y0_um", .presence = told, .title = "First die y"}),
        key<G>(&G::pitch_x_um, {"pitch_x_um", "um", kLeastUm, kLargestUm, kRequired, "Pitch x",
                                "From die to die along a row.", "200"}),
        key<G>(&G::pitch_y_um, {"pitch_y_um", "um", kLeastUm, kLargestUm, kRequired, "Pitch y",
                                "From die to die along a column.", "150"}),
        key<G>(&G::die_width_um, {"die_width_um", "um", kLeastUm, kLargestUm, kRequired, "Die width",
                                  "Of the emitting area, at most the pitch.", "120"}),
        key<G>(&G::die_height_um, {"die_height_um", "um", kLeastUm, kLargestUm, kRequired, "Die height",
                                   "Of the emitting area, at most the pitch.", "80"}),
    };
    const auto steps = [](auto& grid) -> auto& {
        return grid.steps;
    };
    for (Key<G>& step : keys_of_part<G>(step_keys(), steps)) keys.push_back(std::move(step));
    return keys;
}

void check_die_fits_pitch(const TomlTable& table, const DieGrid& grid) {
    const auto check = [&table](const char* key, double die_um, const char* pitch_key, double pitch_um) {
        if (die_um > pitch_um)
            table.refuse(key, fmt::format("= {} must be at most {}, {}", die_um, pitch_key, pitch_um));
    };
    check("die_width_um", grid.die_width_um, "pitch_x_um", grid.pitch_x_um);
    check("die_height_um", grid.die_height_um, "pitch_y_um", grid.pitch_y_um);
}

}  // namespace waferglow
