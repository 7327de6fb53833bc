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

#define TEXT(text) QT_TRANSLATE_NOOP("Recipe", text)

constexpr Texts kTexts[] = {
    {"", "name", TEXT("Name"), TEXT("Stands in the wafer file and in its log.")},

    {"normalise", "window_radius_dies", TEXT("Window radius"),
     TEXT("A die is compared with healthy dies of a square 2 r + 1 dies wide.")},
    {"normalise", "healthy_sigmas", TEXT("Healthy within"),
     TEXT("Dies within so many robust sigmas of their surroundings are healthy.")},
    {"normalise", "min_healthy", TEXT("Fewest healthy dies"),
     TEXT("A window with fewer healthy dies is widened until it has them.")},
    {"normalise", "rounds", TEXT("Rounds"), TEXT("How often the healthy dies are chosen anew.")},

    {"bins", "dead_below", TEXT("Dead below"),
     TEXT("Relative intensity of the strongest channel. A dead short still glows some percent.")},
    {"bins", "weak_below", TEXT("Dim below"),
     TEXT("Relative intensity of the strongest channel below which a die is dim: weak, leaky or covered.")},
    {"bins", "leaky_below", TEXT("Leaky below"),
     TEXT("Weakest over strongest channel. A shunt drains carriers most under weak light.")},
    {"bins", "covered_above", TEXT("Covered above"),
     TEXT("Weakest over strongest channel of a dim die: above it light is lost outside, the junction is "
          "sound.")},
    {"bins", "ratio_spread", TEXT("Spread of the ratio"),
     TEXT("Of weakest over strongest among healthy dies, beyond noise, 1 sigma.")},
    {"bins", "operating_w_cm2", TEXT("Operating point"),
     TEXT("Excitation density whose photocurrent equals the operating current.")},
    {"bins", "bright_above", TEXT("Bright above"),
     TEXT("Relative intensity of the strongest channel: metal peeled off, or dies grown together.")},
    {"bins", "nonuniformity_above", TEXT("Nonuniform above"),
     TEXT("Variation inside the die beyond noise, coefficient of variation.")},
    {"bins", "wavelength_tolerance_nm", TEXT("Wavelength tolerance"),
     TEXT("Distance of the peak wavelength from the smooth trend of the wafer.")},
    {"bins", "saturated_px_above", TEXT("Saturated above"), TEXT("Clipped pixels of a die.")},
    {"bins", "max_ratio_sigma", TEXT("Noise of the ratio up to"),
     TEXT("A ratio of weakest over strongest noisier than this is not judged.")},

    {"bins.pass", "good", TEXT("good"), TEXT("As bright as its healthy neighbours in every channel.")},
    {"bins.pass", "dead", TEXT("dead"), TEXT("Dark in the strongest channel: missing, burnt or shorted.")},
    {"bins.pass", "leaky", TEXT("leaky"),
     TEXT("Too dim under weak light for its brightness under strong: a shunt or damaged sidewalls.")},
    {"bins.pass", "weak", TEXT("weak"), TEXT("Dim, and no weak channel shows that its junction is sound.")},
    {"bins.pass", "wavelength", TEXT("wavelength"),
     TEXT("Peak wavelength far from that of its surroundings.")},
    {"bins.pass", "nonuniform", TEXT("nonuniform"), TEXT("Far more uneven inside than other dies.")},
    {"bins.pass", "covered", TEXT("covered"),
     TEXT("Dim by the same factor in every channel: a particle or residue on a sound junction.")},
    {"bins.pass", "saturated", TEXT("saturated"),
     TEXT("Clipped by the camera: at least as bright as measured.")},
    {"bins.pass", "bright", TEXT("bright"), TEXT("Far brighter than healthy dies are.")},

    {"bins.custom", "code", TEXT("Code"), TEXT("Number of the bin in the file.")},
    {"bins.custom", "name", TEXT("Name"), TEXT("Must differ from all other bins.")},
    {"bins.custom", "color", TEXT("Colour"), TEXT("As #RRGGBB.")},
    {"bins.custom", "pass", TEXT("Passes"), TEXT("Whether its dies count as good in the yield.")},
    {"bins.custom", "layer", TEXT("Layer"), TEXT("Name of the layer that is asked, as in the review.")},
    {"bins.custom", "below", TEXT("Below"), TEXT("Dies under this value; may be empty.")},
    {"bins.custom", "above", TEXT("Above"), TEXT("Dies over this value; may be empty.")},

    {"clusters", "min_dies", TEXT("Least size of a cluster"),
     TEXT("So many failing dies of one bin side by side make a cluster.")},

    {"scan", "wafer_id", TEXT("Wafer ID"), TEXT("The Run page puts in the one that was entered or scanned.")},
    {"scan", "diameter_mm", TEXT("Diameter"), TEXT("A SEMI M1 size: 50.8, 76.2, 100, 125, 150 or 200 mm.")},
    {"scan", "edge_exclusion_mm", TEXT("Edge exclusion"), TEXT("No die is looked for in this ring.")},
    {"scan", "overlap_um", TEXT("Overlap"), TEXT("Of neighbouring tiles; 0: two pitches and 20 \u00b5m.")},
    {"scan", "margin_um", TEXT("Margin"), TEXT("How far the grid of dies may lie from its nominal place.")},
    {"scan", "retries", TEXT("Retries"), TEXT("How often a tile is taken again before it counts as failed.")},
    {"scan", "dark_frames", TEXT("Dark frames"),
     TEXT("Averaged before the scan where no calibration is given.")},
    {"scan", "flat_frames", TEXT("Flat frames"),
     TEXT("Averaged before the scan where no calibration is given.")},

    {"scan.region", "x_um", TEXT("Middle x"), TEXT("From the middle of the wafer, to the right.")},
    {"scan.region", "y_um", TEXT("Middle y"), TEXT("From the middle of the wafer, upwards.")},
    {"scan.region", "width_um", TEXT("Width"), TEXT("Only tiles that reach into the region are taken.")},
    {"scan.region", "height_um", TEXT("Height"), TEXT("Only tiles that reach into the region are taken.")},

    {"scan.grid", "rows", TEXT("Rows"),
     TEXT("Empty: as many as fit on the wafer. Rows and columns go together.")},
    {"scan.grid", "cols", TEXT("Columns"), TEXT("Empty: as many as fit on the wafer.")},
    {"scan.grid", "x0_um", TEXT("First die x"),
     TEXT("Centre of the upper left die. Empty: the grid is centred.")},
    {"scan.grid", "y0_um", TEXT("First die y"),
     TEXT("Centre of the upper left die. Empty: the grid is centred.")},
    {"scan.grid", "pitch_x_um", TEXT("Pitch x"), TEXT("From die to die along a row.")},
    {"scan.grid", "pitch_y_um", TEXT("Pitch y"), TEXT("From die to die along a column.")},
    {"scan.grid", "die_width_um", TEXT("Die width"), TEXT("Of the emitting area, at most the pitch.")},
    {"scan.grid", "die_height_um", TEXT("Die height"), TEXT("Of the emitting area, at most the pitch.")},

    {"scan.channel", "name", TEXT("Name"), TEXT("Letters, digits and _; the layers are named after it.")},
    {"scan.channel", "kind", TEXT("Kind"), TEXT("Photoluminescence or reflected light.")},
    {"scan.channel", "excitation_w_cm2", TEXT("Excitation"),
     TEXT("On the wafer. Reflected light needs none.")},
    {"scan.channel", "exposure_ms", TEXT("Exposure"), TEXT("Equal ones save time.")},
    {"scan.channel", "gain", TEXT("Gain"), TEXT("Of the camera.")},
    {"scan.channel", "light", TEXT("Light"), TEXT("Its name, where the tool has several of a kind.")},

    {"scan.spectra", "every_nth", TEXT("Every n-th die"), TEXT("0: none of them.")},
    {"scan.spectra", "suspects", TEXT("Suspects"),
     TEXT("At most so many dies that fail by intensity, spread over the wafer.")},
    {"scan.spectra", "channel", TEXT("Excited by"), TEXT("Name of a channel. Empty: the strongest.")},
    {"scan.spectra", "integration_ms", TEXT("Integration time"), TEXT("Of one spectrum.")},
    {"scan.spectra", "averages", TEXT("Averages"), TEXT("Spectra averaged for each die.")},

    {"scan.spectra.region", "x_um", TEXT("Middle x"), TEXT("From the middle of the wafer, to the right.")},
    {"scan.spectra.region", "y_um", TEXT("Middle y"), TEXT("From the middle of the wafer, upwards.")},
    {"scan.spectra.region", "width_um", TEXT("Width"), TEXT("Every die in the region gets a spectrum.")},
    {"scan.spectra.region", "height_um", TEXT("Height"), TEXT("Every die in the region gets a spectrum.")},
};

struct Title {
    const char* section;
    const char* title;
};

constexpr Title kTitles[] = {
    {"", TEXT("Recipe")},
    {"normalise", TEXT("Healthy neighbourhood")},
    {"bins", TEXT("Thresholds")},
    {"bins.pass", TEXT("Verdicts")},
    {"bins.custom", TEXT("Own bins")},
    {"clusters", TEXT("Clusters")},
    {"scan", TEXT("Scan")},
    {"scan.region", TEXT("Only a region")},
    {"scan.grid", TEXT("Grid of dies")},
    {"scan.channel", TEXT("Channels")},
    {"scan.spectra", TEXT("Spectra")},
    {"scan.spectra.region", TEXT("Regions with a spectrum of every die")},
};

#undef TEXT

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
        return whole ? with_thousands(std::llround(value)) : plain_number(value);
    };
    return QCoreApplication::translate("Recipe", "%1 to %2").arg(shown(field.least), shown(field.most));
}

QString section_title(const char* section) {
    for (const Title& title : kTitles) {
        if (std::strcmp(title.section, section) == 0) return translated(title.title);
    }
    return QString::fromUtf8(section);
}

QString field_heading(const RecipeField& field) {
    const QString label = field_label(field);
    return field.unit[0] == '\0' ? label
                                 : QStringLiteral("%1 [%2]").arg(label, QString::fromUtf8(field.unit));
}

}  // namespace waferglow::gui
