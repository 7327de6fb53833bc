// SPDX-License-Identifier: GPL-3.0-or-later
// A simulated wafer in reflected light with known defects: dies with pads and fingers under a tilted lattice,
// blurred by the optics, with grain, spread from die to die, photon and read noise, lamp flicker and
// vignetting. It shares nothing with what is tested but the geometry of lattices.
//
// Surfaces are rectangles blurred exactly (erf); a defect is a blurred mask under which the light becomes
// another one. How strong a defect is, is told in matched-filter sigmas: the root of the sum over pixels of
// its true change squared over the variance of photon and read noise, grain and placement.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/die_grid.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/tile_lattice.h"
#include "libinspect/intensity/correction.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace waferglow::test {

/// From the die's centre, px, y down.
struct MetalRect {
    double x = 0.0;
    double y = 0.0;
    double width = 0.0;
    double height = 0.0;
};

struct ReflectedSettings {
    double die_width_px = 32.0;
    double die_height_px = 20.0;
    double pitch_x_px = 38.3;
    double pitch_y_px = 26.4;
    std::vector<MetalRect> pads;
    std::vector<MetalRect> fingers;
    double street = 0.4;  ///< light, of the body's
    double metal = 2.0;
    double electrons = 3000.0;  ///< in a pixel of the body at the image's middle
    double read_e = 3.0;
    double blur_px = 0.82;       ///< sd of the optics at the image's middle
    double corner_blur = 1.0;    ///< factor on it in the corners
    double grain = 0.05;         ///< sd of the metal's light from place to place, correlated over 1.5 px
    double die_spread = 0.012;   ///< sd of a die's body and of each pad's light
    double placement_px = 0.04;  ///< sd of a die's place
    double lamp = 0.1;           ///< flicker from tile to tile, uniform within +- this
    double vignetting = 0.2;
    double drift = 0.0;  ///< slope of the body's light over the wafer, whole range
    double pixel_um = 1.0;
    int tile_px = 768;
    int tiles_x = 4;
    int tiles_y = 3;
    double jitter_px = 4.0;  ///< of tiles against where the stage says they are
    double rotation_rad = 0.6e-3;
    double bad_share = 0.1;          ///< of dies with a defect of their own
    std::vector<std::string> kinds;  ///< of defects that are drawn; empty: all that this die can have
    double scratches_per_tile = 0.3;
    int cluster_tile = -1;  ///< the dies of this tile all lack their first pad
    std::uint64_t seed = 1;
};

/// Dies of 48 x 32, 32 x 20, 13 x 13 and 4 x 4 px, with pads and, on the larger two, a finger.
[[nodiscard]] ReflectedSettings large_dies();
[[nodiscard]] ReflectedSettings middle_dies();
[[nodiscard]] ReflectedSettings small_dies();
[[nodiscard]] ReflectedSettings tiny_dies();

struct TrueDefect {
    std::string kind;  ///< "neighbour": a defect of another die reaches into this one's window
    double sigmas = 0.0;
};

class ReflectedWafer {
  public:
    explicit ReflectedWafer(ReflectedSettings settings);

    struct Tile {
        Image image;
        TileLattice told;  ///< by the stage
        TileLattice truth;
        std::vector<DieIndex> dies;  ///< wholly in the image, with room around
        std::map<DieIndex, TrueDefect> defects;
        double lamp = 1.0;
    };
    [[nodiscard]] Tile tile(int number) const;
    [[nodiscard]] int tiles() const { return settings_.tiles_x * settings_.tiles_y; }

    [[nodiscard]] const ReflectedSettings& settings() const { return settings_; }
    [[nodiscard]] const DieGrid& grid() const { return grid_; }
    [[nodiscard]] const CameraInfo& camera() const { return camera_; }
    [[nodiscard]] std::shared_ptr<const PixelCorrection> correction() const { return correction_; }

  private:
    ReflectedSettings settings_;
    DieGrid grid_;
    CameraInfo camera_;
    std::vector<float> vignette_;
    std::shared_ptr<const PixelCorrection> correction_;
};

}  // namespace waferglow::test
