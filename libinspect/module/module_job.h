// SPDX-License-Identifier: GPL-3.0-or-later
// What is to be measured of a module: its layout, its patterns, the camera, and which image shows what.
#pragma once

#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/image.h"
#include "libinspect/geometry/module.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace waferglow::module {

/// One image. Images of several patterns at the same place of the stage share how they lie.
struct ModuleTile {
    std::int32_t index = 0;   ///< as the recording numbers it
    std::size_t pattern = 0;  ///< position in ModuleJob::patterns
    StagePoint position;      ///< module point at the middle of the image, as the stage reported it
    std::string name;         ///< for messages: the file
};

struct ModuleJob {
    Module module;
    CameraInfo camera;
    std::vector<LitPattern> patterns;
    std::vector<ModuleTile> tiles;
    std::optional<Image> dark;  ///< mean dark frame, DN
    std::optional<Image> flat;  ///< raw flat frame, its dark level still in it
};

/// Gives the image of job.tiles[tile]: one that it holds, or `scratch` after filling it. Called from several
/// threads at once, each with a scratch of its own; may throw Error, which passes through.
using TileLoader = std::function<const Image&(std::size_t tile, Image& scratch)>;

}  // namespace waferglow::module
