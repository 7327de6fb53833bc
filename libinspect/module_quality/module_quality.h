// SPDX-License-Identifier: GPL-3.0-or-later
// What is judged of a module: bins, lines, seams, mura, uniformity, gray response, white, fault class, demura
// and the verdict. All from the light of its sub-pixels; nothing here knows a pixel of the camera.
//
// Layers are row-major [row][col], one number a pixel of the module. Contrasts and steps are fractions with
// sign: a line at 0.97 of its neighbours has -0.03. What can't be measured is absent, never 0.
#pragma once

#include "libinspect/module/module_light.h"
#include "libinspect/module_quality/module_bins.h"
#include "libinspect/module_quality/settings.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::module {

enum class Axis : std::uint8_t { row, col };
[[nodiscard]] constexpr std::string_view name_of(Axis axis) {
    return axis == Axis::row ? "row" : "col";
}

/// All colours.
inline constexpr std::size_t kAllSubPixels = std::numeric_limits<std::size_t>::max();
/// The name of a sub-pixel, or "all".
[[nodiscard]] std::string sub_pixel_name(const Module& module, std::size_t sub_pixel);

/// A row (or column) `index` that differs from its neighbours over columns (rows) [begin, end).
struct Line {
    Axis axis = Axis::row;
    std::int32_t index = 0;
    std::size_t sub_pixel = kAllSubPixels;
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double contrast = 0.0;
    double snr = 0.0;
    bool strong = false;  ///< nearly all of it beyond `outlier_sigmas`: its sub-pixels are in the bin `line`
};

/// A step of light between rows (columns) index - 1 and index over columns (rows) [begin, end).
struct Seam {
    Axis axis = Axis::row;
    std::int32_t index = 0;
    std::int32_t begin = 0;
    std::int32_t end = 0;
    double step = 0.0;  ///< down or to the right
    double snr = 0.0;
};

enum class MuraKind : std::uint8_t {
    spot,
    band_row,  ///< varies over rows
    band_col,
    gradient  ///< from one end of the module to the other
};
[[nodiscard]] std::string_view name_of(MuraKind kind);

/// Unevenness wider than a pixel. Of a band one of `row` and `col` is the middle of the module.
struct MuraObject {
    MuraKind kind = MuraKind::spot;
    double row = 0.0;
    double col = 0.0;
    double sigma_px = 0.0;        ///< of the Gaussian that it is like; of a gradient half of its length
    double contrast = 0.0;        ///< at its peak; of a gradient from edge to edge
    double area_px = 0.0;         ///< where it has at least half of its contrast
    double snr = 0.0;             ///< over the noise of the module's own spread
    double semu = 0.0;            ///< SEMI D31
    std::optional<double> jnd{};  ///< Spatial Standard Observer
};

struct Mura {
    std::vector<MuraObject> objects;  ///< strongest first
    std::vector<float> field;         ///< smooth light, all colours joined, sigma 8 pixels; mean 1
    double noise = 0.0;               ///< spread of the joined light of single pixels, relative
};

/// Of one pattern.
struct Uniformity {
    std::size_t pattern = 0;
    std::optional<double> min_over_max{};  ///< of 9 points
    std::array<double, 9> point_light{};   ///< relative to the mean; row by row; NaN: not measured
    std::optional<double> delta_uv{};      ///< largest distance between two of the 9 points, u'v'
    std::optional<double> spread{};        ///< standard deviation over mean of healthy sub-pixels
    std::optional<double> percentile5{};   ///< over the mean
    std::optional<double> percentile95{};
    std::optional<double> largest_step{};  ///< between means of neighbouring blocks of 32 x 32
};

/// Light against gray of one colour.
struct GrayResponse {
    std::size_t sub_pixel = 0;
    std::vector<std::size_t> patterns;  ///< by rising gray
    std::vector<float> gamma{};         ///< NaN: not measured in two grays
    double median_gamma = 0.0;
    double gamma_spread = 0.0;              ///< robust
    double worst_residual = 0.0;            ///< of log light about the line, median over the sub-pixels
    std::optional<double> low_gray_mura{};  ///< spread of the smooth ratio of lowest to highest gray
};

struct WhitePoint {
    double cd_m2 = 0.0;
    Chromaticity chromaticity;
    std::size_t pattern = 0;
};

struct FaultCounts {
    std::optional<std::int64_t> type1;  ///< none: no black pattern
    std::int64_t type2 = 0;
    std::optional<std::int64_t> type3_bright;
    std::int64_t type3_dark = 0;
    std::int64_t clusters_pixel = 0;
    std::int64_t clusters_sub_pixel = 0;
};

/// Gains that bring one colour at one gray to one light. 1 for faults and unmeasured sub-pixels.
struct DemuraTable {
    std::size_t sub_pixel = 0;
    std::size_t pattern = 0;
    std::vector<float> gain;  ///< linear light
    double target = 0.0;      ///< counts per ms
    double spread_before = 0.0;
    double spread_after = 0.0;  ///< what clipping and the noise of the measurement leave
    std::int64_t clipped = 0;
    std::int64_t left_alone = 0;  ///< faults and unmeasured ones
};

/// One limit that was asked.
struct LimitCheck {
    std::string name;               ///< the recipe's key
    std::optional<double> value{};  ///< none: could not be measured, so it does not hold
    double limit = 0.0;
    bool at_least = false;  ///< the limit is the least, not the most
    bool held = false;
};

struct ModuleQuality {
    std::vector<std::optional<std::size_t>> judged_in;      ///< pattern of each colour; none: never driven
    std::vector<std::vector<float>> relative;               ///< of each colour, over healthy neighbours
    std::vector<std::vector<ModuleBin>> bins;               ///< likewise
    std::vector<double> spread;                             ///< robust, of log(relative); of each colour
    std::array<std::int64_t, kModuleBins.size()> counts{};  ///< sub-pixels, as kModuleBins
    std::vector<Line> lines;
    std::vector<Seam> seams;
    Mura mura;
    std::vector<Uniformity> uniformity;  ///< of each pattern that is not black
    std::vector<GrayResponse> gray;
    std::optional<WhitePoint> white;
    std::optional<double> contrast_ratio;
    FaultCounts faults;
    std::optional<std::string> fault_class;  ///< "none": worse than all; absent: can't be told
    std::vector<DemuraTable> demura;         ///< full gray first
    std::vector<LimitCheck> limits;
    bool passes = false;
    std::vector<std::string> reasons;  ///< why not
    bool absolute = false;             ///< luminance in cd/m2 is known of every colour
    std::vector<std::string> notes;    ///< what could not be judged, and why

    [[nodiscard]] std::int64_t count(ModuleBin bin) const { return counts.at(order_of(bin)); }
    [[nodiscard]] std::int64_t sub_pixels() const;
    /// Share of good ones of all sub-pixels.
    [[nodiscard]] double yield() const;
};

/// Judges a module. Deterministic for any number of threads.
[[nodiscard]] ModuleQuality judge(const ModuleLight& light, const QualitySettings& settings);

}  // namespace waferglow::module
