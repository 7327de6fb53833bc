// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/recipe/recipe_fields.h"

#include "libinspect/geometry/channel.h"

#include <algorithm>
#include <array>

namespace waferglow::gui {
namespace {

using enum FieldKind;

constexpr double kLargestUm = 1e6;
constexpr const char* kPl = info_of(ChannelKind::pl).name.data();

constexpr std::array<RecipeSection, 13> kSections{{
    {""},
    {"normalise"},
    {"bins"},
    {"bins.pass"},
    {"bins.custom", SectionKind::list},
    {"leakage"},
    {"clusters"},
    {"scan", SectionKind::optional},
    {"scan.region", SectionKind::optional, "scan"},
    {"scan.grid", SectionKind::always, "scan"},
    {"scan.channel", SectionKind::list, "scan"},
    {"scan.spectra", SectionKind::optional, "scan"},
    {"scan.spectra.region", SectionKind::list, "scan.spectra"},
}};

constexpr std::array kFields = std::to_array<RecipeField>({
    {.section = "", .key = "name", .kind = text, .otherwise = "default"},

    {"normalise", "window_radius_dies", whole, "10", "dies", 1, 1000},
    {"normalise", "healthy_sigmas", number, "3.5", "sigma", 1, 10},
    {"normalise", "min_healthy", whole, "30", "dies", 1, 1e6},
    {"normalise", "rounds", whole, "2", "", 1, 10},

    {"bins", "dead_below", number, "0.1", "", 0, 1},
    {"bins", "weak_below", number, kAuto, "", 0, 1, true},
    {"bins", "leaky_below", number, kAuto, "", 0, 1, true},
    {"bins", "covered_above", number, "0.85", "", 0, 1},
    {"bins", "ratio_spread", number, kAuto, "", 0, 10, true},
    {"bins", "operating_w_cm2", number, "5", "W/cm\u00b2", 1e-6, 1e6},
    {"bins", "bright_above", number, kAuto, "", 1, 1e6, true},
    {"bins", "nonuniformity_above", number, kAuto, "", 0, 1e6, true},
    {"bins", "wavelength_tolerance_nm", number, kAuto, "nm", 0, 1e4, true},
    {"bins", "saturated_px_above", number, "0", "px", 0, 1e9},
    {"bins", "max_ratio_sigma", number, "0.25", "", 0, 10},

    {"bins.pass", "good", flag, "true"},
    {"bins.pass", "dead", flag, "false"},
    {"bins.pass", "leaky", flag, "false"},
    {"bins.pass", "weak", flag, "false"},
    {"bins.pass", "wavelength", flag, "false"},
    {"bins.pass", "nonuniform", flag, "false"},
    {"bins.pass", "covered", flag, "true"},
    {"bins.pass", "saturated", flag, "true"},
    {"bins.pass", "bright", flag, "false"},

    {"bins.custom", "code", whole, "10", "", 10, 254},
    {"bins.custom", "name", text, "own"},
    {"bins.custom", "color", color, "#999999"},
    {"bins.custom", "pass", flag, "false"},
    {"bins.custom", "layer", text, ""},
    {.section = "bins.custom", .key = "below", .least = -1e300, .most = 1e300, .optional = true},
    {.section = "bins.custom", .key = "above", .least = -1e300, .most = 1e300, .optional = true},

    {"leakage", "absorbed_share", number, "0.05", "", 1e-6, 1},
    {"leakage", "excitation_nm", number, "405", "nm", 100, 2000},
    {"leakage", "voltage_v", number, "2.37", "V", 0.1, 20},
    {"leakage", "voltage_at_w_cm2", number, "10", "W/cm\u00b2", 1e-6, 1e6},
    {"leakage", "thermal_voltage_v", number, "0.02585", "V", 0.001, 0.1},
    {"leakage", "slope", number, kAuto, "", 0.5, 3, true},

    {"clusters", "min_dies", whole, "3", "dies", 1, 1e9},

    {"scan", "wafer_id", text, "wafer"},
    {"scan", "diameter_mm", number, "100", "mm", 50.8, 300},
    {"scan", "edge_exclusion_mm", number, "3", "mm", 0, 100},
    {"scan", "primary_flat_mm", number, "", "mm", 0, 300, false, true},
    {"scan", "secondary_flat_mm", number, "", "mm", 0, 300, false, true},
    {"scan", "notch_depth_mm", number, "", "mm", 0, 30, false, true},
    {"scan", "flat_exclusion_mm", number, "", "mm", 0, 100, false, true},
    {.section = "scan", .key = "layout", .kind = text, .optional = true},
    {"scan", "overlap_um", number, "0", "\u00b5m", 0, kLargestUm},
    {"scan", "margin_um", number, "100", "\u00b5m", 0, kLargestUm},
    {"scan", "retries", whole, "3", "", 0, 1000},
    {"scan", "dark_frames", whole, "16", "", 0, 10000},
    {"scan", "flat_frames", whole, "16", "", 0, 10000},

    {"scan.region", "x_um", number, "0", "\u00b5m", -kLargestUm, kLargestUm},
    {"scan.region", "y_um", number, "0", "\u00b5m", -kLargestUm, kLargestUm},
    {"scan.region", "width_um", number, "20000", "\u00b5m", 1e-3, kLargestUm},
    {"scan.region", "height_um", number, "20000", "\u00b5m", 1e-3, kLargestUm},

    {"scan.grid", "rows", whole, "", "dies", 1, 1e6, false, true},
    {"scan.grid", "cols", whole, "", "dies", 1, 1e6, false, true},
    {"scan.grid", "x0_um", number, "", "\u00b5m", -kLargestUm, kLargestUm, false, true},
    {"scan.grid", "y0_um", number, "", "\u00b5m", -kLargestUm, kLargestUm, false, true},
    {"scan.grid", "pitch_x_um", number, "200", "\u00b5m", 1e-3, kLargestUm},
    {"scan.grid", "pitch_y_um", number, "150", "\u00b5m", 1e-3, kLargestUm},
    {"scan.grid", "die_width_um", number, "120", "\u00b5m", 1e-3, kLargestUm},
    {"scan.grid", "die_height_um", number, "80", "\u00b5m", 1e-3, kLargestUm},
    {"scan.grid", "stagger_x_um", number, "", "\u00b5m", -kLargestUm, kLargestUm, false, true},
    {"scan.grid", "stagger_y_um", number, "", "\u00b5m", -kLargestUm, kLargestUm, false, true},
    {"scan.grid", "field_rows", whole, "", "dies", 1, 1e6, false, true},
    {"scan.grid", "field_cols", whole, "", "dies", 1, 1e6, false, true},
    {"scan.grid", "field_gap_x_um", number, "", "\u00b5m", 0, kLargestUm, false, true},
    {"scan.grid", "field_gap_y_um", number, "", "\u00b5m", 0, kLargestUm, false, true},
    {"scan.grid", "field_row0", whole, "", "dies", 0, 1e6, false, true},
    {"scan.grid", "field_col0", whole, "", "dies", 0, 1e6, false, true},

    {"scan.channel", "name", text, kPl},
    {"scan.channel", "kind", choice, kPl},
    {"scan.channel", "excitation_w_cm2", number, "30", "W/cm\u00b2", 1e-6, 1e6, false, true},
    {"scan.channel", "exposure_ms", number, "5", "ms", 1e-4, 1e6},
    {"scan.channel", "gain", number, "1", "", 1e-3, 1e4},
    {.section = "scan.channel", .key = "light", .kind = text, .optional = true},

    {"scan.spectra", "every_nth", whole, "1000", "dies", 0, 1e9},
    {"scan.spectra", "suspects", whole, "0", "dies", 0, 1e9},
    {.section = "scan.spectra", .key = "channel", .kind = text, .optional = true},
    {"scan.spectra", "integration_ms", number, "10", "ms", 1e-3, 1e6},
    {"scan.spectra", "averages", whole, "1", "", 1, 10000},

    {"scan.spectra.region", "x_um", number, "0", "\u00b5m", -kLargestUm, kLargestUm},
    {"scan.spectra.region", "y_um", number, "0", "\u00b5m", -kLargestUm, kLargestUm},
    {"scan.spectra.region", "width_um", number, "1000", "\u00b5m", 1e-3, kLargestUm},
    {"scan.spectra.region", "height_um", number, "1000", "\u00b5m", 1e-3, kLargestUm},
});

}  // namespace

std::span<const RecipeSection> recipe_sections() {
    return kSections;
}

std::span<const RecipeField> recipe_fields() {
    return kFields;
}

const RecipeSection* find_section(std::string_view name) {
    const auto found =
        std::ranges::find_if(kSections, [&](const RecipeSection& s) { return name == s.name; });
    return found == kSections.end() ? nullptr : &*found;
}

const RecipeField* find_field(std::string_view section, std::string_view key) {
    const auto found = std::ranges::find_if(
        kFields, [&](const RecipeField& f) { return section == f.section && key == f.key; });
    return found == kFields.end() ? nullptr : &*found;
}

}  // namespace waferglow::gui
