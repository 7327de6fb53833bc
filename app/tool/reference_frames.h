// SPDX-License-Identifier: GPL-3.0-or-later
// Dark and flat frame taken by the tool itself before a scan, where no calibration gives them.
#pragma once

#include "app/tool/tile_taker.h"

#include <optional>
#include <stop_token>

namespace waferglow::tool {

/// The mean of `frames` exposures with all lights off, set as for `channel`, where the stage stands at `at`;
/// each attempt goes there anew. Retries as for a tile.
[[nodiscard]] Image take_dark(TileTaker& taker, std::size_t channel, StagePoint at, int frames,
                              const std::stop_token& stop);

/// The mean of `frames` exposures of the tool's even reference under its reflected light, exposed to about
/// half of the camera's range; the dark level is still in it. The tool must have a flat_position. Retries as
/// for a tile.
[[nodiscard]] Image take_flat(const ScanTool& tool, const RetryPolicy& retry, int frames,
                              const std::stop_token& stop);

/// The mean of frames, rounded to whole DN. Throws Error(usage) for frames of different size.
class MeanFrame {
  public:
    void add(const Image& frame);
    [[nodiscard]] Image mean() const;

  private:
    int width_ = 0;
    int height_ = 0;
    std::uint32_t frames_ = 0;
    std::vector<std::uint32_t> sums_;
};

}  // namespace waferglow::tool
