// SPDX-License-Identifier: GPL-3.0-or-later
// What a lamp shows of the dies: their surfaces, how those differ anyway, and what may be wrong with them.
#pragma once

#include "drivers/simulated/physics/patterns.h"
#include "libinspect/geometry/die_grid.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace waferglow::simulated {

/// A rectangle on a die, from its centre, y up.
struct FaceRect {
    double x_um = 0.0;
    double y_um = 0.0;
    double width_um = 0.0;
    double height_um = 0.0;
    friend bool operator==(const FaceRect&, const FaceRect&) = default;
};

enum class FaceClass : std::uint8_t {
    good,
    missing,
    misplaced,
    chipped,
    cracked,
    scratched,
    metal_missing,
    metal_partial,
    metal_broken,
    contact_residue,
    metal_stain,
    particle,
    residue,
    discoloured,
};
inline constexpr std::size_t kFaceClasses = 14;

struct FaceClassInfo {
    FaceClass face = FaceClass::good;
    std::string_view name;
    double share = 0.0;  ///< of all dies, usually; scratches are counted apart
};
/// In the order of FaceClass.
[[nodiscard]] const std::array<FaceClassInfo, kFaceClasses>& face_classes();
[[nodiscard]] std::string_view name_of(FaceClass face);

/// Shares of all dies, one a class.
using FaceShares = std::array<double, kFaceClasses>;
[[nodiscard]] FaceShares usual_face_shares();

inline constexpr std::size_t kMostPads = 8;

struct FaceSettings {
    bool enabled = false;  ///< false: a reflected channel shows even dies, and no die is bad by its surface
    std::vector<FaceRect> pads;     ///< empty: two, sized by the die
    std::vector<FaceRect> fingers;  ///< empty with `pads` empty: one
    double street = 0.4;            ///< light, relative to the body's
    double metal = 2.0;
    double grain = 0.05;         ///< sd of the metal's light from place to place
    double grain_px = 0.75;      ///< sd of the Gaussian that smooths white noise into this grain
    double die_spread = 0.012;   ///< sd of the light of a die's body and of each of its pads
    double placement_px = 0.04;  ///< sd of a die's place along each axis
    double turn_mrad = 1.0;      ///< sd of a die's turn
    double lamp = 0.1;           ///< flicker from tile to tile: uniform within +- this
    double trend = 0.03;         ///< amplitude of the smooth variation over the wafer
    double vignetting = 0.3;     ///< loss of the lamp's light in the corners
    double lamp_beside =
        0.06;                  ///< the lamp is brightest so far right of the image's middle, of half its size
    double corner_blur = 1.0;  ///< blur in the corners over that in the middle
    double smallest_um = 0.0;  ///< width of the thinnest cracks and particles; 0: 0.8 pixels
    FaceShares shares = usual_face_shares();
    double share_factor = 1.0;              ///< on all shares
    double scratches_per_thousand = 1.0;    ///< dies; lines of 3 to 8 pitches
    double corner_without_pad_share = 0.0;  ///< of the grid: in its upper left all dies lack their first pad
    friend bool operator==(const FaceSettings&, const FaceSettings&) = default;
};

/// Fills in what is left open. Throws Error(input) on what makes no sense.
[[nodiscard]] FaceSettings resolve(FaceSettings settings, const DieGrid& grid, double pixel_um);

/// From where on damage fails the EL test: these differ a little from wafer to wafer.
struct FaceLimits {
    double chip_share = 0.10;      ///< of the die's area
    double chip_pad_share = 0.35;  ///< of a pad
    double metal_share = 0.5;      ///< of a pad that is gone
    double scratch_loss = 0.3;     ///< of the light of metal under a scratch
};

/// What a face does to the die's light.
struct FaceEffect {
    bool gone = false;            ///< there is no die
    bool open = false;            ///< the contact is open: no EL
    double optical = 1.0;         ///< factor on PL
    double conduction = 1.0;      ///< factor on EL
    double leak_severity = -1.0;  ///< 0 to 1 within the range of shunts; below 0: none
};

/// Damage of one die.
struct FaceDefect {
    FaceClass face = FaceClass::good;
    std::size_t part = 0;     ///< the pad or finger
    FaceRect box;             ///< where it lies, for classes that have a place
    double turn_rad = 0.0;    ///< of the box or of the die, counter-clockwise
    double keep = 1.0;        ///< share of the light that stays under it
    bool glint = false;       ///< a bright spot on a particle
    double size_um = 0.0;     ///< its length, or the way that a die is off its place
    double area_share = 0.0;  ///< of the die
    double pad_share = 0.0;   ///< of the pad or finger that it hits worst
};

/// A line over the wafer.
struct FaceScratch {
    WaferPoint middle;
    double angle_rad = 0.0;
    double length_um = 0.0;
    double width_um = 0.0;
    double keep = 1.0;
};

/// The surface of one die.
struct DieFace {
    FaceDefect defect;
    bool scratched = false;
    bool fails = false;       ///< in the EL test, by its surface
    double shift_x_um = 0.0;  ///< from its place in the grid, damage included
    double shift_y_um = 0.0;
    double turn_rad = 0.0;
    double body = 1.0;
    std::array<double, kMostPads> pads{};
    double finger = 0.0;
    std::uint64_t grain_key = 0;
    FaceEffect effect;

    /// What people would call it: its own damage, else the scratch.
    [[nodiscard]] FaceClass face() const {
        return defect.face == FaceClass::good && scratched ? FaceClass::scratched : defect.face;
    }
};

/// What else is known of a die before its surface is drawn.
struct DieFate {
    bool missing = false;
    bool peeled = false;         ///< its metal is off
    double covered_share = 0.0;  ///< of its light, by a particle
};

/// The faces of one wafer, each computable alone from the seed. Immutable, thread-safe.
class DieFaces {
  public:
    /// `settings` resolved; `paths`: scratches that kill dies, in reflected light thin dark lines.
    DieFaces(const FaceSettings& settings, const DieGrid& grid, const Region& region, double pixel_um,
             const std::vector<std::vector<WaferPoint>>& paths, std::uint64_t seed);

    [[nodiscard]] DieFace at(DieIndex die, const DieFate& fate) const;
    [[nodiscard]] const FaceSettings& settings() const { return settings_; }
    [[nodiscard]] const DieGrid& grid() const { return grid_; }
    [[nodiscard]] const FaceLimits& limits() const { return limits_; }
    [[nodiscard]] const std::vector<FaceScratch>& scratches() const { return scratches_; }

  private:
    void draw_scratches(const Region& region, const std::vector<std::vector<WaferPoint>>& paths,
                        std::uint64_t seed);
    void scratch(DieIndex die, DieFace& face) const;
    void judge(DieFace& face) const;

    FaceSettings settings_;
    DieGrid grid_;
    double pixel_um_;
    SmoothField trend_;
    FaceLimits limits_;
    std::vector<FaceScratch> scratches_;
    std::uint64_t seed_;
};

}  // namespace waferglow::simulated
