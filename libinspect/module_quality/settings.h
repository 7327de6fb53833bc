// SPDX-License-Identifier: GPL-3.0-or-later
// By what a module is judged: thresholds of the bins, the manufacturer's own limits, fault classes, demura.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::module {

/// A class of pixel faults. Limits hold for a million pixels and are rounded to the nearest for the module's
/// size. A pixel that always glows is of type 1, one that never does of type 2, a sub-pixel of type 3.
struct FaultClass {
    std::string name;
    double type1 = 0.0;
    double type2 = 0.0;
    double type3 = 0.0;               ///< `bright_counts` times those that always glow, plus the dark ones
    double bright_counts = 2.0;       ///< one lit counts as so many unlit
    double clusters_pixel = 0.0;      ///< of types 1 and 2: two or more within 5 x 5 pixels
    double clusters_sub_pixel = 0.0;  ///< of type 3
    friend bool operator==(const FaultClass&, const FaultClass&) = default;
};

/// The classes of ISO 9241-307, best first. Limits of types: Fujitsu's worked examples, Dz19-2 manual (one
/// lit counts as two unlit) and microgamma.com on ISO 9241; clusters and class IV: ISO 13406-2 as told by
/// liquisearch.com. Not confirmed in the standard itself: clusters of class I. Sources differ on type 3 of
/// class IV (Medion: 150).
[[nodiscard]] std::vector<FaultClass> standard_fault_classes();

struct QualitySettings {
    // Bins; see module_bins.h.
    double always_on_above = 0.01;     ///< of the colour's median at full gray, in black
    double wrong_colour_below = 0.25;  ///< relative luminance of the driven site
    double wrong_colour_above = 0.25;  ///< of the undriven site's median at full gray
    double dead_below = 0.25;          ///< relative luminance
    double dim_below = 0.85;
    double bright_above = 1.15;
    double outlier_sigmas = 4.0;  ///< log(relative luminance), robust spreads of the module: dim and bright
                                  ///< are never nearer to 1; strong lines lie beyond
    // Findings.
    std::int64_t line_min = 20;  ///< sub-pixels in a row
    double line_sigmas = 6.0;
    double mura_sigmas = 4.5;
    double viewing_ppd = 60.0;  ///< pixels a degree of the viewer's eye
    // The manufacturer's own limits; none: not asked.
    double faults_ppm = 100.0;
    std::int64_t lines = 0;
    double semu_max = 1.0;
    double uniformity_min = 0.8;
    double seam_max = 0.01;
    std::optional<double> delta_uv_max;
    std::string fault_class;                ///< the worst that passes; empty: not asked
    std::vector<FaultClass> fault_classes;  ///< empty: the standard ones
    // Demura.
    double demura_percentile = 20.0;  ///< of the healthy: what all are brought to
    double demura_gain_min = 0.5;
    double demura_gain_max = 1.5;

    [[nodiscard]] std::vector<FaultClass> classes() const {
        return fault_classes.empty() ? standard_fault_classes() : fault_classes;
    }
    friend bool operator==(const QualitySettings&, const QualitySettings&) = default;
};

}  // namespace waferglow::module
