// SPDX-License-Identifier: GPL-3.0-or-later
// Where the sub-pixels of a module lie in each image, and how the optics blur them.
//
// A point whose nominal place is p (um) lies under the tool at scale * R(rotation) * (p + shift of its
// sub-panel) + offset. Of the image whose middle lies at m its ideal place, from the image's middle, is
// u = (x - m_x) / pixel, v = -(y - m_y) / pixel. The image adds keystone, which multiplies both by
// 1 + keystone_x u / width + keystone_y v / height, and then the radial distortion r' = r (1 + k1 (r/h)^2), h
// half of its diagonal.
#pragma once

#include "libinspect/intensity/correction.h"
#include "libinspect/module/module_job.h"
#include "libinspect/module/module_light.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace waferglow::module {

/// A part of the light that the optics throw wide around, as a round Gaussian.
struct TailTerm {
    double sigma_px = 0.0;
    double share = 0.0;  ///< of all light of an emitter
    friend bool operator==(const TailTerm&, const TailTerm&) = default;
};

/// Where the stage really stood for the images of one reported place.
struct PositionShift {
    StagePoint reported;
    double shift_x_um = 0.0;  ///< true middle of the image: reported + shift
    double shift_y_um = 0.0;
    bool found = false;  ///< by its own images; otherwise 0: the stage alone
};

/// What locate_module finds. Immutable afterwards, may be shared by threads.
struct ModuleGeometry {
    ModuleRegistration registration;
    std::vector<PositionShift> positions;
    std::vector<std::size_t> position_of;  ///< of each tile of the job
    std::vector<double> blur_px;           ///< of each sub-pixel of a pixel: sigma of the optics' Gaussian
    std::vector<TailTerm> tail;
    double dark_level_dn = 0.0;    ///< where there is no dark frame; otherwise 0
    double dn_per_electron = 0.0;  ///< told by the camera or found from the images
    double read_noise_dn = 0.0;
    std::shared_ptr<const PixelCorrection> correction;
    std::vector<std::string> notes;
};

/// Finds pose, keystone, k1, the shift of each sub-panel and of each place of the stage, blur and tail, from
/// the brightest one-colour pattern at each place. The same for any number of threads.
/// Throws Error(input) where the flat or dark frame does not fit, and Error(job) where no pattern is bright
/// enough to show the pixels, where no image shows the module, and where it can't be told which pixel is
/// which: no image shows an edge of the module against dark surround.
[[nodiscard]] ModuleGeometry locate_module(const ModuleJob& job, const TileLoader& load);

}  // namespace waferglow::module
