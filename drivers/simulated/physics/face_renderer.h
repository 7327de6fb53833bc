// SPDX-License-Identifier: GPL-3.0-or-later
// What a camera sees of dies in the light of a lamp. Surfaces are rectangles blurred exactly; damage is a
// blurred mask under which the light becomes another one.
#pragma once

#include "drivers/simulated/physics/box_painter.h"
#include "drivers/simulated/physics/die_face.h"
#include "drivers/simulated/physics/grain.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/tile_lattice.h"

#include <cstdint>
#include <functional>
#include <vector>

namespace waferglow::simulated {

/// What lies under the camera. `face_of` gives nothing where there is no die.
struct FaceScene {
    TileLattice lattice;
    std::function<bool(DieIndex, DieFace&)> face_of;
    double body_electrons_per_px = 0.0;  ///< of a nominal body at the image's middle
    double lamp = 1.0;                   ///< factor on all light
};

/// Immutable, thread-safe.
class FaceRenderer {
  public:
    /// `faces` must outlive the renderer. `blur_px`: sd of the optics in the image's middle.
    FaceRenderer(const DieFaces& faces, const CameraInfo& camera, double blur_px);

    /// Expected electrons, row-major, with vignetting and without noise.
    [[nodiscard]] std::vector<float> render(const FaceScene& scene) const;
    /// An even field under the lamp: what a flat frame sees.
    [[nodiscard]] std::vector<float> even_field(double electrons_per_px) const;

    /// How strong the damage of this face is, in matched-filter sigmas: the root of the sum over pixels of
    /// its change of light squared over the variance of photon and read noise, grain and placement. Damage of
    /// whole pads and bodies counts against how these differ anyway. 0: none. Scratches count.
    [[nodiscard]] double sigmas(DieIndex die, const DieFace& face, double body_electrons_per_px,
                                double read_noise_e) const;

  private:
    struct Frame {  // of one die in the image
        PixelPoint center;
        PixelPoint right;  // px a um
        PixelPoint up;
    };
    struct Canvas {
        Plane light;
        Plane texture;  // relative change of light by grain
    };
    [[nodiscard]] Frame frame_of(const TileLattice& lattice, PixelPoint center, const DieFace& face) const;
    [[nodiscard]] Box box_of(const Frame& frame, const FaceRect& rect, double turn_rad = 0.0) const;
    void draw_die(const BoxPainter& painter, const Frame& frame, const DieFace& face, Canvas& to) const;
    void draw_damage(const BoxPainter& painter, const Frame& frame, const DieFace& face, Canvas& to) const;
    void draw_scratches(const BoxPainter& painter, const TileLattice& lattice, Canvas& to) const;
    [[nodiscard]] double vignette(int x, int y) const;

    const DieFaces& faces_;
    CameraInfo camera_;
    BoxPainter painter_;
    double blur_px_;
    Grain grain_;
    std::vector<float> vignette_;
};

}  // namespace waferglow::simulated
