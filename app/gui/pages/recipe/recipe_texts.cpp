// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/pages/recipe/recipe_texts.h"

#include "app/gui/views/numbers.h"

#include <QCoreApplication>
#include <cmath>
#include <cstring>

namespace waferglow::gui {
namespace {

struct Texts {
    const char* section;
    const char* key;
    const char* label;
    const char* help;
};

constexpr Texts kTexts[] = {
    {"", "name", QT_TRANSLATE_NOOP("Recipe", "Name"),
     QT_TRANSLATE_NOOP("Recipe", "Stands in the wafer file and in its log.")},

    {"normalise", "window_radius_dies", QT_TRANSLATE_NOOP("Recipe", "Window radius"),
     QT_TRANSLATE_NOOP("Recipe", "A die is compared with healthy dies of a square 2 r + 1 dies wide.")},
    {"normalise", "healthy_sigmas", QT_TRANSLATE_NOOP("Recipe", "Healthy within"),
     QT_TRANSLATE_NOOP("Recipe", "Dies within so many robust sigmas of their surroundings are healthy.")},
    {"normalise", "min_healthy", QT_TRANSLATE_NOOP("Recipe", "Fewest healthy dies"),
     QT_TRANSLATE_NOOP("Recipe", "A window with fewer healthy dies is widened until it has them.")},
    {"normalise", "rounds", QT_TRANSLATE_NOOP("Recipe", "Rounds"),
     QT_TRANSLATE_NOOP("Recipe", "How often the healthy dies are chosen anew.")},

    {"bins", "dead_below", QT_TRANSLATE_NOOP("Recipe", "Dead below"),
     QT_TRANSLATE_NOOP(
         "Recipe", "Relative intensity of the strongest channel. A dead short still glows some percent.")},
    {"bins", "weak_below", QT_TRANSLATE_NOOP("Recipe", "Dim below"),
     QT_TRANSLATE_NOOP(
         "Recipe",
         "Relative intensity of the strongest channel below which a die is dim: weak, leaky or covered.")},
    {"bins", "leaky_below", QT_TRANSLATE_NOOP("Recipe", "Leaky below"),
     QT_TRANSLATE_NOOP("Recipe",
                       "Weakest over strongest channel. A shunt drains carriers most under weak light.")},
    {"bins", "covered_above", QT_TRANSLATE_NOOP("Recipe", "Covered above"),
     QT_TRANSLATE_NOOP(
         "Recipe",
         "Weakest over strongest channel of a dim die: above it light is lost outside, the junction is "
         "sound.")},
    {"bins", "ratio_spread", QT_TRANSLATE_NOOP("Recipe", "Spread of the ratio"),
     QT_TRANSLATE_NOOP("Recipe", "Of weakest over strongest among healthy dies, beyond noise, 1 sigma.")},
    {"bins", "operating_w_cm2", QT_TRANSLATE_NOOP("Recipe", "Operating point"),
     QT_TRANSLATE_NOOP("Recipe", "Excitation density whose photocurrent equals the operating current.")},
    {"bins", "bright_above", QT_TRANSLATE_NOOP("Recipe", "Bright above"),
     QT_TRANSLATE_NOOP(
         "Recipe", "Relative intensity of the strongest channel: metal peeled off, or dies grown together.")},
    {"bins", "nonuniformity_above", QT_TRANSLATE_NOOP("Recipe", "Nonuniform above"),
     QT_TRANSLATE_NOOP("Recipe", "Variation inside the die beyond noise, coefficient of variation.")},
    {"bins", "wavelength_tolerance_nm", QT_TRANSLATE_NOOP("Recipe", "Wavelength tolerance"),
     QT_TRANSLATE_NOOP("Recipe", "Distance of the peak wavelength from the smooth trend of the wafer.")},
    {"bins", "saturated_px_above", QT_TRANSLATE_NOOP("Recipe", "Saturated above"),
     QT_TRANSLATE_NOOP("Recipe", "Clipped pixels of a die.")},
    {"bins", "max_ratio_sigma", QT_TRANSLATE_NOOP("Recipe", "Noise of the ratio up to"),
     QT_TRANSLATE_NOOP("Recipe", "A ratio of weakest over strongest noisier than this is not judged.")},

    {"bins.pass", "good", QT_TRANSLATE_NOOP("Recipe", "good"),
     QT_TRANSLATE_NOOP("Recipe", "As bright as its healthy neighbours in every channel.")},
    {"bins.pass", "dead", QT_TRANSLATE_NOOP("Recipe", "dead"),
     QT_TRANSLATE_NOOP("Recipe", "Dark in the strongest channel: missing, burnt or shorted.")},
    {"bins.pass", "leaky", QT_TRANSLATE_NOOP("Recipe", "leaky"),
     QT_TRANSLATE_NOOP(
         "Recipe",
         "Too dim under weak light for its brightness under strong: a shunt or damaged sidewalls.")},
    {"bins.pass", "weak", QT_TRANSLATE_NOOP("Recipe", "weak"),
     QT_TRANSLATE_NOOP("Recipe", "Dim, and no weak channel shows that its junction is sound.")},
    {"bins.pass", "wavelength", QT_TRANSLATE_NOOP("Recipe", "wavelength"),
     QT_TRANSLATE_NOOP("Recipe", "Peak wavelength far from that of its surroundings.")},
    {"bins.pass", "nonuniform", QT_TRANSLATE_NOOP("Recipe", "nonuniform"),
     QT_TRANSLATE_NOOP("Recipe", "Far more uneven inside than other dies.")},
    {"bins.pass", "covered", QT_TRANSLATE_NOOP("Recipe", "covered"),
     QT_TRANSLATE_NOOP(
         "Recipe", "Dim by the same factor in every channel: a particle or residue on a sound junction.")},
    {"bins.pass", "saturated", QT_TRANSLATE_NOOP("Recipe", "saturated"),
     QT_TRANSLATE_NOOP("Recipe", "Clipped by the camera: at least as bright as measured.")},
    {"bins.pass", "bright", QT_TRANSLATE_NOOP("Recipe", "bright"),
     QT_TRANSLATE_NOOP("Recipe", "Far brighter than healthy dies are.")},

    {"bins.custom", "code", QT_TRANSLATE_NOOP("Recipe", "Code"),
     QT_TRANSLATE_NOOP("Recipe", "Number of the bin in the file.")},
    {"bins.custom", "name", QT_TRANSLATE_NOOP("Recipe", "Name"),
     QT_TRANSLATE_NOOP("Recipe", "Must differ from all other bins.")},
    {"bins.custom", "color", QT_TRANSLATE_NOOP("Recipe", "Colour"),
     QT_TRANSLATE_NOOP("Recipe", "As #RRGGBB.")},
    {"bins.custom", "pass", QT_TRANSLATE_NOOP("Recipe", "Passes"),
     QT_TRANSLATE_NOOP("Recipe", "Whether its dies count as good in the yield.")},
    {"bins.custom", "layer", QT_TRANSLATE_NOOP("Recipe", "Layer"),
     QT_TRANSLATE_NOOP("Recipe", "Name of the layer that is asked, as in the review.")},
    {"bins.custom", "below", QT_TRANSLATE_NOOP("Recipe", "Below"),
     QT_TRANSLATE_NOOP("Recipe", "Dies under this value; may be empty.")},
    {"bins.custom", "above", QT_TRANSLATE_NOOP("Recipe", "Above"),
     QT_TRANSLATE_NOOP("Recipe", "Dies over this value; may be empty.")},

    {"leakage", "absorbed_share", QT_TRANSLATE_NOOP("Recipe", "Absorbed share"),
     QT_TRANSLATE_NOOP(
         "Recipe",
         "Of the light that falls on a die, by its wells. Shunt resistances scale with its inverse.")},
    {"leakage", "excitation_nm", QT_TRANSLATE_NOOP("Recipe", "Excitation wavelength"),
     QT_TRANSLATE_NOOP("Recipe", "Wavelength of the exciting light; turns its power into photocurrent.")},
    {"leakage", "voltage_v", QT_TRANSLATE_NOOP("Recipe", "Open-circuit voltage"),
     QT_TRANSLATE_NOOP("Recipe", "Of a healthy die at the excitation density below.")},
    {"leakage", "voltage_at_w_cm2", QT_TRANSLATE_NOOP("Recipe", "At excitation density"),
     QT_TRANSLATE_NOOP("Recipe", "Excitation density for which the open-circuit voltage holds.")},
    {"leakage", "thermal_voltage_v", QT_TRANSLATE_NOOP("Recipe", "Thermal voltage"),
     QT_TRANSLATE_NOOP("Recipe", "kT/q: 25.85 mV at 300 K.")},
    {"leakage", "slope", QT_TRANSLATE_NOOP("Recipe", "Slope of healthy dies"),
     QT_TRANSLATE_NOOP(
         "Recipe",
         "Of ln PL against ln excitation density, from 2/3 to 2; without it from the wafer's healthy dies.")},

    {"clusters", "min_dies", QT_TRANSLATE_NOOP("Recipe", "Least size of a cluster"),
     QT_TRANSLATE_NOOP("Recipe", "So many failing dies of one bin side by side make a cluster.")},

    {"scan", "wafer_id", QT_TRANSLATE_NOOP("Recipe", "Wafer ID"),
     QT_TRANSLATE_NOOP("Recipe", "The Run page puts in the one that was entered or scanned.")},
    {"scan", "diameter_mm", QT_TRANSLATE_NOOP("Recipe", "Diameter"),
     QT_TRANSLATE_NOOP("Recipe", "A SEMI M1 size: 50.8, 76.2, 100, 125, 150, 200 or 300 mm.")},
    {"scan", "edge_exclusion_mm", QT_TRANSLATE_NOOP("Recipe", "Edge exclusion"),
     QT_TRANSLATE_NOOP("Recipe", "No die is looked for in this ring.")},
    {"scan", "primary_flat_mm", QT_TRANSLATE_NOOP("Recipe", "Primary flat"),
     QT_TRANSLATE_NOOP("Recipe", "Its length, below. Empty: as SEMI M1 says for the size; 0: none.")},
    {"scan", "secondary_flat_mm", QT_TRANSLATE_NOOP("Recipe", "Secondary flat"),
     QT_TRANSLATE_NOOP("Recipe", "Its length, at the right. Empty: as SEMI M1 says for the size; 0: none.")},
    {"scan", "notch_depth_mm", QT_TRANSLATE_NOOP("Recipe", "Notch depth"),
     QT_TRANSLATE_NOOP("Recipe", "Of the V at the bottom. Empty: as SEMI M1 says for the size; 0: none.")},
    {"scan", "flat_exclusion_mm", QT_TRANSLATE_NOOP("Recipe", "Flat exclusion"),
     QT_TRANSLATE_NOOP("Recipe", "No die is looked for so near to a flat. Empty: as the edge exclusion.")},
    {"scan", "layout", QT_TRANSLATE_NOOP("Recipe", "Layout file"),
     QT_TRANSLATE_NOOP("Recipe",
                       "Which cells of the grid are dies, test structures or marks: CSV, SEMI E142 or SINF. "
                       "Empty: all are dies.")},
    {"scan", "overlap_um", QT_TRANSLATE_NOOP("Recipe", "Overlap"),
     QT_TRANSLATE_NOOP("Recipe", "Of neighbouring tiles; 0: two pitches and 20 \u00b5m.")},
    {"scan", "margin_um", QT_TRANSLATE_NOOP("Recipe", "Margin"),
     QT_TRANSLATE_NOOP("Recipe", "How far the grid of dies may lie from its nominal place.")},
    {"scan", "retries", QT_TRANSLATE_NOOP("Recipe", "Retries"),
     QT_TRANSLATE_NOOP("Recipe", "How often a tile is taken again before it counts as failed.")},
    {"scan", "dark_frames", QT_TRANSLATE_NOOP("Recipe", "Dark frames"),
     QT_TRANSLATE_NOOP("Recipe", "Averaged before the scan where no calibration is given.")},
    {"scan", "flat_frames", QT_TRANSLATE_NOOP("Recipe", "Flat frames"),
     QT_TRANSLATE_NOOP("Recipe", "Averaged before the scan where no calibration is given.")},

    {"scan.region", "x_um", QT_TRANSLATE_NOOP("Recipe", "Middle x"),
     QT_TRANSLATE_NOOP("Recipe", "From the middle of the wafer, to the right.")},
    {"scan.region", "y_um", QT_TRANSLATE_NOOP("Recipe", "Middle y"),
     QT_TRANSLATE_NOOP("Recipe", "From the middle of the wafer, upwards.")},
    {"scan.region", "width_um", QT_TRANSLATE_NOOP("Recipe", "Width"),
     QT_TRANSLATE_NOOP("Recipe", "Only tiles that reach into the region are taken.")},
    {"scan.region", "height_um", QT_TRANSLATE_NOOP("Recipe", "Height"),
     QT_TRANSLATE_NOOP("Recipe", "Only tiles that reach into the region are taken.")},

    {"scan.grid", "rows", QT_TRANSLATE_NOOP("Recipe", "Rows"),
     QT_TRANSLATE_NOOP("Recipe", "Empty: as many as fit on the wafer. Rows and columns go together.")},
    {"scan.grid", "cols", QT_TRANSLATE_NOOP("Recipe", "Columns"),
     QT_TRANSLATE_NOOP("Recipe", "Empty: as many as fit on the wafer.")},
    {"scan.grid", "x0_um", QT_TRANSLATE_NOOP("Recipe", "First die x"),
     QT_TRANSLATE_NOOP("Recipe", "Centre of the upper left die. Empty: the grid is centred.")},
    {"scan.grid", "y0_um", QT_TRANSLATE_NOOP("Recipe", "First die y"),
     QT_TRANSLATE_NOOP("Recipe", "Centre of the upper left die. Empty: the grid is centred.")},
    {"scan.grid", "pitch_x_um", QT_TRANSLATE_NOOP("Recipe", "Pitch x"),
     QT_TRANSLATE_NOOP("Recipe", "From die to die along a row.")},
    {"scan.grid", "pitch_y_um", QT_TRANSLATE_NOOP("Recipe", "Pitch y"),
     QT_TRANSLATE_NOOP("Recipe", "From die to die along a column.")},
    {"scan.grid", "die_width_um", QT_TRANSLATE_NOOP("Recipe", "Die width"),
     QT_TRANSLATE_NOOP("Recipe", "Of the emitting area, at most the pitch.")},
    {"scan.grid", "die_height_um", QT_TRANSLATE_NOOP("Recipe", "Die height"),
     QT_TRANSLATE_NOOP("Recipe", "Of the emitting area, at most the pitch.")},
    {"scan.grid", "stagger_x_um", QT_TRANSLATE_NOOP("Recipe", "Stagger x"),
     QT_TRANSLATE_NOOP("Recipe", "Odd rows lie so far to the right: a brick pattern. Empty: none.")},
    {"scan.grid", "stagger_y_um", QT_TRANSLATE_NOOP("Recipe", "Stagger y"),
     QT_TRANSLATE_NOOP("Recipe", "Odd columns lie so far up. Empty: none.")},
    {"scan.grid", "field_rows", QT_TRANSLATE_NOOP("Recipe", "Field rows"),
     QT_TRANSLATE_NOOP("Recipe", "Rows of dies of a stepper field. Empty: no fields.")},
    {"scan.grid", "field_cols", QT_TRANSLATE_NOOP("Recipe", "Field columns"),
     QT_TRANSLATE_NOOP("Recipe", "Columns of dies of a stepper field. Empty: no fields.")},
    {"scan.grid", "field_gap_x_um", QT_TRANSLATE_NOOP("Recipe", "Field gap x"),
     QT_TRANSLATE_NOOP("Recipe", "Added to the street between fields side by side.")},
    {"scan.grid", "field_gap_y_um", QT_TRANSLATE_NOOP("Recipe", "Field gap y"),
     QT_TRANSLATE_NOOP("Recipe", "Added to the street between fields above each other.")},
    {"scan.grid", "field_row0", QT_TRANSLATE_NOOP("Recipe", "First row in its field"),
     QT_TRANSLATE_NOOP("Recipe", "Place of row 0 in its field, from 0.")},
    {"scan.grid", "field_col0", QT_TRANSLATE_NOOP("Recipe", "First column in its field"),
     QT_TRANSLATE_NOOP("Recipe", "Place of column 0 in its field, from 0.")},

    {"scan.channel", "name", QT_TRANSLATE_NOOP("Recipe", "Name"),
     QT_TRANSLATE_NOOP("Recipe", "Letters, digits and _; the layers are named after it.")},
    {"scan.channel", "kind", QT_TRANSLATE_NOOP("Recipe", "Kind"),
     QT_TRANSLATE_NOOP("Recipe", "Photoluminescence or reflected light.")},
    {"scan.channel", "excitation_w_cm2", QT_TRANSLATE_NOOP("Recipe", "Excitation"),
     QT_TRANSLATE_NOOP("Recipe", "On the wafer. Reflected light needs none.")},
    {"scan.channel", "exposure_ms", QT_TRANSLATE_NOOP("Recipe", "Exposure"),
     QT_TRANSLATE_NOOP("Recipe", "Equal ones save time.")},
    {"scan.channel", "gain", QT_TRANSLATE_NOOP("Recipe", "Gain"),
     QT_TRANSLATE_NOOP("Recipe", "Of the camera.")},
    {"scan.channel", "light", QT_TRANSLATE_NOOP("Recipe", "Light"),
     QT_TRANSLATE_NOOP("Recipe", "Its name, where the tool has several of a kind.")},

    {"scan.spectra", "every_nth", QT_TRANSLATE_NOOP("Recipe", "Every n-th die"),
     QT_TRANSLATE_NOOP("Recipe", "0: none of them.")},
    {"scan.spectra", "suspects", QT_TRANSLATE_NOOP("Recipe", "Suspects"),
     QT_TRANSLATE_NOOP("Recipe", "At most so many dies that fail by intensity, spread over the wafer.")},
    {"scan.spectra", "channel", QT_TRANSLATE_NOOP("Recipe", "Excited by"),
     QT_TRANSLATE_NOOP("Recipe", "Name of a channel. Empty: the strongest.")},
    {"scan.spectra", "integration_ms", QT_TRANSLATE_NOOP("Recipe", "Integration time"),
     QT_TRANSLATE_NOOP("Recipe", "Of one spectrum.")},
    {"scan.spectra", "averages", QT_TRANSLATE_NOOP("Recipe", "Averages"),
     QT_TRANSLATE_NOOP("Recipe", "Spectra averaged for each die.")},

    {"scan.spectra.region", "x_um", QT_TRANSLATE_NOOP("Recipe", "Middle x"),
     QT_TRANSLATE_NOOP("Recipe", "From the middle of the wafer, to the right.")},
    {"scan.spectra.region", "y_um", QT_TRANSLATE_NOOP("Recipe", "Middle y"),
     QT_TRANSLATE_NOOP("Recipe", "From the middle of the wafer, upwards.")},
    {"scan.spectra.region", "width_um", QT_TRANSLATE_NOOP("Recipe", "Width"),
     QT_TRANSLATE_NOOP("Recipe", "Every die in the region gets a spectrum.")},
    {"scan.spectra.region", "height_um", QT_TRANSLATE_NOOP("Recipe", "Height"),
     QT_TRANSLATE_NOOP("Recipe", "Every die in the region gets a spectrum.")},
};

struct Title {
    const char* section;
    const char* title;
};

constexpr Title kTitles[] = {
    {"", QT_TRANSLATE_NOOP("Recipe", "Recipe")},
    {"normalise", QT_TRANSLATE_NOOP("Recipe", "Healthy neighbourhood")},
    {"bins", QT_TRANSLATE_NOOP("Recipe", "Thresholds")},
    {"bins.pass", QT_TRANSLATE_NOOP("Recipe", "Verdicts")},
    {"bins.custom", QT_TRANSLATE_NOOP("Recipe", "Own bins")},
    {"leakage", QT_TRANSLATE_NOOP("Recipe", "Leakage")},
    {"clusters", QT_TRANSLATE_NOOP("Recipe", "Clusters")},
    {"scan", QT_TRANSLATE_NOOP("Recipe", "Scan")},
    {"scan.region", QT_TRANSLATE_NOOP("Recipe", "Only a region")},
    {"scan.grid", QT_TRANSLATE_NOOP("Recipe", "Grid of dies")},
    {"scan.channel", QT_TRANSLATE_NOOP("Recipe", "Channels")},
    {"scan.spectra", QT_TRANSLATE_NOOP("Recipe", "Spectra")},
    {"scan.spectra.region", QT_TRANSLATE_NOOP("Recipe", "Regions with a spectrum of every die")},
};

const Texts* texts_of(const RecipeField& field) {
    for (const Texts& texts : kTexts) {
        if (std::strcmp(texts.section, field.section) == 0 && std::strcmp(texts.key, field.key) == 0)
            return &texts;
    }
    return nullptr;
}

QString translated(const char* text) {
    return QCoreApplication::translate("Recipe", text);
}

}  // namespace

QString field_label(const RecipeField& field) {
    const Texts* texts = texts_of(field);
    return texts == nullptr ? QString::fromUtf8(field.key) : translated(texts->label);
}

QString field_help(const RecipeField& field) {
    const Texts* texts = texts_of(field);
    return texts == nullptr ? QString() : translated(texts->help);
}

QString field_limits(const RecipeField& field) {
    if (field.kind != FieldKind::number && field.kind != FieldKind::whole) return {};
    if (field.most >= 1e300) return {};
    const auto shown = [](double value) {
        const bool whole = value == std::round(value) && std::abs(value) >= 1.0;
        if (value == 1e-6) return QStringLiteral("10\u207b\u2076");
        // Groups of digits stay on one line.
        return whole ? with_thousands(std::llround(value)).replace(QChar(0x2009), QChar(0x202F))
                     : plain_number(value);
    };
    return QCoreApplication::translate("Recipe", "%1 to %2").arg(shown(field.least), shown(field.most));
}

QString section_title(const char* section) {
    for (const Title& title : kTitles) {
        if (std::strcmp(title.section, section) == 0) return translated(title.title);
    }
    return QString::fromUtf8(section);
}

QString field_unit(const RecipeField& field) {
    if (std::strcmp(field.unit, "dies") == 0) return QCoreApplication::translate("Recipe", "dies");
    if (std::strcmp(field.unit, "sigma") == 0) return QCoreApplication::translate("Recipe", "sigma");
    return QString::fromUtf8(field.unit);
}

QString field_heading(const RecipeField& field) {
    const QString label = field_label(field);
    return field.unit[0] == '\0' ? label : QStringLiteral("%1\n[%2]").arg(label, field_unit(field));
}

}  // namespace waferglow::gui
