// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/module/internal/light_image.h"

#include "libinspect/base/error.h"
#include "libinspect/base/parallel.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow::module {

LightImage empty_like(const LightImage& image) {
    LightImage empty;
    empty.width = image.width;
    empty.height = image.height;
    empty.px.assign(image.px.size(), 0.0F);
    return empty;
}

LightImage light_of(const Image& raw, const PixelCorrection& correction, double dark_level_dn) {
    if (raw.width() != correction.width() || raw.height() != correction.height()) {
        throw Error(ErrorKind::input,
                    fmt::format("the image is {} x {} pixels, the camera {} x {}: give the images of one "
                                "camera as it took them",
                                raw.width(), raw.height(), correction.width(), correction.height()));
    }
    LightImage light;
    light.width = raw.width();
    light.height = raw.height();
    light.px.assign(static_cast<std::size_t>(light.stride()) *
                        static_cast<std::size_t>(light.height + 2 * LightImage::kFrame),
                    0.0F);
    light.left_out.resize(static_cast<std::size_t>(light.height));
    const auto level = static_cast<float>(dark_level_dn);
    const float unit = correction.gain_unit();
    std::vector<std::int64_t> saturated(static_cast<std::size_t>(light.height), 0);
    parallel_blocks(static_cast<std::size_t>(light.height), 64, [&](std::size_t begin, std::size_t end) {
        for (std::size_t y = begin; y < end; ++y) {
            const int line = static_cast<int>(y);
            const std::uint16_t* from = raw.row(line);
            const std::uint16_t* dark = correction.dark().row(line);
            const std::uint16_t* gain = correction.gain().row(line);
            float* to = light.row(line);
            for (int x = 0; x < light.width; ++x) {
                const auto above = static_cast<float>(from[x] - dark[x]) - level;
                to[x] = above * (static_cast<float>(gain[x]) * unit);
            }
            for (int x = 0; x < light.width; ++x) {
                if (from[x] < correction.saturation_dn()) continue;
                light.left_out[y].push_back(x);
                ++saturated[y];
            }
        }
    });
    for (const std::int64_t count : saturated) light.saturated += count;
    for (const DefectivePixel& defect : correction.defects()) {
        light.left_out[static_cast<std::size_t>(defect.y)].push_back(defect.x);
        float* line = light.row(defect.y);
        line[defect.x] = 0.5F * (line[defect.x - 1] + line[defect.x + 1]);
    }
    for (std::size_t y = 0; y < light.left_out.size(); ++y) {
        std::vector<std::int32_t>& line = light.left_out[y];
        std::ranges::sort(line);
        line.erase(std::ranges::unique(line).begin(), line.end());
    }
    return light;
}

}  // namespace waferglow::module
