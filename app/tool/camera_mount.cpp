// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/camera_mount.h"

#include <cmath>
#include <utility>

namespace waferglow::tool {
namespace {

/// The matrix of frames that were brought upright.
calibration::PixelsPerUm upright(const calibration::PixelsPerUm& m, const CameraMount& mount) {
    calibration::PixelsPerUm u = mount.swap_xy ? calibration::PixelsPerUm{m.yx, m.yy, m.xx, m.xy} : m;
    if (mount.flip_x) u = {-u.xx, -u.xy, u.yx, u.yy};
    if (mount.flip_y) u = {u.xx, u.xy, -u.yx, -u.yy};
    return u;
}

}  // namespace

MountedCamera mounted_camera(const calibration::PixelsPerUm& matrix) {
    MountedCamera best;
    double most = 0.0;
    for (const bool swap : {false, true}) {
        for (const bool flip_x : {false, true}) {
            for (const bool flip_y : {false, true}) {
                const CameraMount mount{swap, flip_x, flip_y};
                const calibration::PixelsPerUm u = upright(matrix, mount);
                // k (cos a, sin a; sin a, -cos a): rows run down. The determinant says whether it is one.
                if (u.xx * u.yy - u.xy * u.yx >= 0.0 || u.xx - u.yy <= most) continue;
                most = u.xx - u.yy;
                best = {mount, std::atan2(u.xy + u.yx, u.xx - u.yy)};
            }
        }
    }
    return best;
}

MountError mount_error(const calibration::PixelsPerUm& matrix, int width_px, int height_px, double reach_um) {
    const calibration::StageAffine affine = calibration::describe_affine(matrix);
    // The symmetric part without trace: e in one direction, -e in that at right angles to it.
    const double strain = 0.5 * std::hypot(affine.anisotropy, affine.shear_rad);
    return {.in_image_px = 0.5 * strain * std::hypot(width_px, height_px), .on_wafer_um = strain * reach_um};
}

void bring_upright(Image& frame, const CameraMount& mount, Image& scratch) {
    if (mount.upright()) return;
    const int width = mount.swap_xy ? frame.height() : frame.width();
    const int height = mount.swap_xy ? frame.width() : frame.height();
    scratch.resize(width, height);
    for (int y = 0; y < height; ++y) {
        std::uint16_t* const to = scratch.row(y);
        const int v = mount.flip_y ? height - 1 - y : y;
        for (int x = 0; x < width; ++x) {
            const int u = mount.flip_x ? width - 1 - x : x;
            to[x] = mount.swap_xy ? frame.row(u)[v] : frame.row(v)[u];
        }
    }
    std::swap(frame, scratch);
}

}  // namespace waferglow::tool
