// SPDX-License-Identifier: GPL-3.0-or-later
// What light reaches the pixels of one tile: dies as rectangles under a tilted lattice, blurred by the
// optics.
//
// A die of even light is a rectangle; the optics blur it with a round Gaussian, and a pixel averages over its
// square. Along each axis of the die that is the difference of two blurred edges, so a pixel's light is a
// product of two such differences, taken at the pixel's centre in the die's own axes. Exact for an untilted
// lattice; for a tilted one the pixel square is turned into the die's axes, an error of second order in the
// angle (below 1e-5 at 5 mrad).
#pragma once

#include "drivers/simulated/physics/blurred_edge.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/tile_lattice.h"

#include <functional>
#include <vector>

namespace waferglow::simulated {

struct OpticsSettings {
    double psf_sigma_px = 0.82;  ///< Gaussian, before the pixel's own width; 0: sharp
    double vignetting =
        0.22;              ///< loss in the corners, growing with the square of the distance from the middle
    double stray = 0.030;  ///< even background relative to a pixel on a healthy die
    double halo = 0.018;   ///< scattered light around every die, relative to the die's own, on top of it
    double halo_sigma_px = 20.0;
    friend bool operator==(const OpticsSettings&, const OpticsSettings&) = default;
};

/// Light of one die: electrons in a pixel that lies wholly on it, as mean over the die, and how much darker
/// its rim is than its middle (1: even).
struct DieLight {
    double electrons_per_px = 0.0;
    double rim = 1.0;
    PixelPoint shift_px{};  ///< from its place in the lattice
};

/// A rectangle of light on top of the dies, or of shade where `electrons_per_px` is negative (the sum never
/// falls below zero). In image coordinates; turned clockwise as the image is seen, since rows run down.
struct LightPatch {
    PixelPoint center;
    double width_px = 0.0;
    double height_px = 0.0;
    double angle_rad = 0.0;
    double electrons_per_px = 0.0;
};

/// What lies under the camera. `light_of` gives a die's light, or none by zero; it is asked for the dies of
/// the tile and some beside it.
struct TileScene {
    TileLattice lattice;
    DieGrid grid;
    std::function<DieLight(DieIndex)> light_of;
    double rim_px = 0.0;  ///< width of the rim
    double background_electrons_per_px = 0.0;
    std::vector<LightPatch> patches{};
};

/// Turns scenes into expected electrons. Immutable, thread-safe.
class TileRenderer {
  public:
    /// Throws Error(input) on a blur that is negative or wider than 100 pixels, vignetting outside [0, 1).
    TileRenderer(const CameraInfo& camera, const OpticsSettings& optics);

    /// Expected electrons, row-major, with vignetting and without noise.
    [[nodiscard]] std::vector<float> render(const TileScene& scene) const;
    /// An even field of that light at the middle of the image: what a flat frame sees.
    [[nodiscard]] std::vector<float> even_field(double electrons_per_px) const;

  private:
    /// Directions of the rectangle's own axes in the image, unit vectors.
    struct Axes {
        PixelPoint right;
        PixelPoint down;
    };
    void add_rectangle(std::vector<float>& image, const Axes& axes, PixelPoint center, double half_width_px,
                       double half_height_px, double level) const;

    CameraInfo camera_;
    OpticsSettings optics_;
    BlurredEdge edge_;
    std::vector<float> vignette_;
};

}  // namespace waferglow::simulated
