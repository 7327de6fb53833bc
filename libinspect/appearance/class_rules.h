// SPDX-License-Identifier: GPL-3.0-or-later
// What a finding is called, and whether it fails its die: plain rules on its features, asked in order. The
// first one whose conditions all hold names the defect and says why.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::appearance {

enum class Polarity : std::uint8_t { dark, bright, mixed };
enum class Touches : std::uint8_t { none, edge, corner };  ///< what of the die's outline
/// What was found: something at a place, or that a whole pad, body or die is not as the others.
enum class Extent : std::uint8_t { spot, pad, body, die };
/// Where most of a finding lies.
enum class DefectRegion : std::uint8_t { body, rim, metal, finger, street };

[[nodiscard]] const char* to_string(Polarity polarity);
[[nodiscard]] const char* to_string(Touches touches);
[[nodiscard]] const char* to_string(Extent extent);
[[nodiscard]] const char* to_string(DefectRegion region);

/// Numbers that rules may ask for.
enum class Feature : std::uint8_t {
    share,      ///< of the die's area
    length_um,  ///< after the optics' blur is taken off
    width_um,
    length_share,  ///< length over the die's short side
    area_um2,
    contrast,      ///< light over what a good die shows there, less 1: negative where dark
    pad_share,     ///< of the pad or finger it covers most of
    metal_loss,    ///< light that the metal under it lacks, as a share
    body_like,     ///< 0: as bright as a good pad; 1: as the body beside it
    straightness,  ///< 1: a line, 0: round
    spans_dies,    ///< dies that one line runs over
    edges,         ///< 1: the die's edges are as on a good die, 0: there are none
    shift_share,   ///< displacement over the die's short side
    turn_deg,      ///< without sign
    street_like,   ///< 0: as bright as a good die; 1: as the street
};
inline constexpr std::size_t kFeatures = 15;

struct FeatureInfo {
    Feature feature;
    std::string_view name;  ///< in recipes, after min_ and max_
};
[[nodiscard]] const std::array<FeatureInfo, kFeatures>& feature_table();

/// Values of one finding; NaN: it has none, and no condition on it holds.
struct DefectFeatures {
    Extent extent = Extent::spot;
    Polarity polarity = Polarity::dark;
    Touches touches = Touches::none;
    DefectRegion region = DefectRegion::body;
    std::array<double, kFeatures> values;

    DefectFeatures() { values.fill(std::numeric_limits<double>::quiet_NaN()); }
    [[nodiscard]] double& operator[](Feature f) { return values.at(static_cast<std::size_t>(f)); }
    [[nodiscard]] double operator[](Feature f) const { return values.at(static_cast<std::size_t>(f)); }
};

/// Least and most a feature may be, both included.
struct FeatureRange {
    Feature feature = Feature::share;
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    friend bool operator==(const FeatureRange&, const FeatureRange&) = default;
};

enum class AppearanceVerdict : std::uint8_t { pass, fail };

struct ClassRule {
    std::string name;               ///< of the class
    std::vector<Extent> extents{};  ///< one of these; empty: any. Likewise below
    std::vector<Polarity> polarities{};
    std::vector<Touches> touches{};
    std::vector<DefectRegion> regions{};
    std::vector<FeatureRange> ranges{};  ///< all of these
    AppearanceVerdict verdict = AppearanceVerdict::pass;
    /// Where there are any, the verdict is fail if a feature exceeds its limit, and else pass.
    struct Limit {
        Feature feature = Feature::share;
        double over = 0.0;
        friend bool operator==(const Limit&, const Limit&) = default;
    };
    std::vector<Limit> fail_over{};
    friend bool operator==(const ClassRule&, const ClassRule&) = default;
};

/// Classes and verdicts as they stand without a recipe.
[[nodiscard]] std::vector<ClassRule> default_class_rules();

struct Classified {
    std::string name;  ///< "anomaly" where no rule fits
    AppearanceVerdict verdict = AppearanceVerdict::pass;
    std::string reason;  ///< "dark, touches the corner, covers 4.1 % of the die"
};
/// The verdict that the rules give a defect which somebody else calls so: of the first rule of that name that
/// fits, else of the first of that name; pass where there is none.
[[nodiscard]] AppearanceVerdict verdict_of_class(const std::string& name, const DefectFeatures& features,
                                                 const std::vector<ClassRule>& rules);
[[nodiscard]] Classified classify(const DefectFeatures& features, const std::vector<ClassRule>& rules);

}  // namespace waferglow::appearance
