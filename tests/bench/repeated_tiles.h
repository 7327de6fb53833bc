// SPDX-License-Identifier: GPL-3.0-or-later
// A job of many tiles from the images of few: the dies form a lattice, so an image fits wherever the tile's
// position is moved by whole pitches along the lattice's own axes.
#pragma once

#include "drivers/simulated/physics/recording_generator.h"
#include "libinspect/scan/tile_source.h"
#include "samples/simulated_tiles.h"

#include <cmath>
#include <utility>
#include <vector>

namespace waferglow::bench {

/// `blocks` x `blocks` copies of the inner tiles of a simulated recording (its rim shows dies that are not
/// there).
class RepeatedTiles : public TileSource {
  public:
    RepeatedTiles(const simulated::SimulatedRecording& recording, int blocks)
        : images_(recording, samples::TileStorage::kept_in_memory), job_(images_.job()) {
        const std::vector<ScanTile> all = std::exchange(job_.tiles, {});
        const DieGrid few = job_.grid;
        double reach_x = 0.0;
        double reach_y = 0.0;
        for (const ScanTile& tile : all) {
            reach_x = std::max(reach_x, std::abs(tile.position.x));
            reach_y = std::max(reach_y, std::abs(tile.position.y));
        }
        std::vector<std::size_t> inner;
        double far_x = 0.0;
        double far_y = 0.0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const StagePoint p = all[i].position;
            if (std::abs(p.x) > reach_x - 1.0 || std::abs(p.y) > reach_y - 1.0) continue;
            inner.push_back(i);
            far_x = std::max(far_x, std::abs(p.x));
            far_y = std::max(far_y, std::abs(p.y));
        }
        const double step_x_um = 2.0 * far_x + job_.camera.width_px * job_.camera.pixel_um - kOverlap_um;
        const double step_y_um = 2.0 * far_y + job_.camera.height_px * job_.camera.pixel_um - kOverlap_um;
        const double cols = std::floor(step_x_um / few.pitch_x_um);
        const double rows = std::floor(step_y_um / few.pitch_y_um);
        const Transform<WaferFrame, StageFrame> pose = recording.settings().scan.pose.transform();
        for (int down = 0; down < blocks; ++down) {
            for (int right = 0; right < blocks; ++right) {
                const double x = (right - blocks / 2) * cols * few.pitch_x_um;
                const double y = (blocks / 2 - down) * rows * few.pitch_y_um;
                for (const std::size_t i : inner) {
                    ScanTile tile = all[i];
                    tile.index = static_cast<int>(job_.tiles.size());
                    tile.position.x += pose.xx() * x + pose.xy() * y;
                    tile.position.y += pose.yx() * x + pose.yy() * y;
                    job_.tiles.push_back(std::move(tile));
                    image_of_.push_back(i);
                }
            }
        }
        widen(cols, rows, blocks);
    }

    [[nodiscard]] const ScanJob& job() const override { return job_; }
    [[nodiscard]] Image& load(std::size_t tile, Image& scratch) override {
        return images_.load(image_of_[tile], scratch);
    }

  private:
    static constexpr double kOverlap_um = 150.0;

    /// Grows the grid so that it covers all blocks, its dies staying where they are.
    void widen(double cols, double rows, int blocks) {
        DieGrid& grid = job_.grid;
        const double more_cols = (blocks / 2) * cols;
        const double more_rows = (blocks / 2) * rows;
        grid.x0_um -= more_cols * grid.pitch_x_um;
        grid.y0_um += more_rows * grid.pitch_y_um;
        grid.cols += static_cast<std::int32_t>(2.0 * more_cols);
        grid.rows += static_cast<std::int32_t>(2.0 * more_rows);
    }

    samples::SimulatedTileSource images_;
    ScanJob job_;
    std::vector<std::size_t> image_of_;
};

}  // namespace waferglow::bench
