// SPDX-License-Identifier: GPL-3.0-or-later
// Cutting pictures of dies out of tiles that are loaded once more.
#include "libinspect/base/error.h"
#include "libinspect/base/internal/parallel_stream.h"
#include "libinspect/base/order_statistics.h"
#include "libinspect/intensity/correction.h"
#include "libinspect/scan/die_pictures.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/task_arena.h>

namespace waferglow {
namespace {

using appearance::ChannelPictures;
using appearance::DiePictures;
using appearance::kNoPicturePixel;
using appearance::kPictureOffset_dn;

constexpr int kLongestSide_px = 96;  // of a picture: larger dies are shown coarser
constexpr double kMargin_px = 2.0;   // beside the cell, both sides together
constexpr std::size_t kLevelDies = 64;
constexpr std::size_t kTilesInFlight = 64;

/// The size of pictures: `bin` x `bin` pixels of the camera are one of theirs.
struct PictureSize {
    int width = 0;
    int height = 0;
    int bin = 1;
};

PictureSize size_of(const DieGrid& grid, const CameraInfo& camera) {
    const auto side = [&](double pitch_um) {
        return std::max(1, static_cast<int>(std::ceil(pitch_um / camera.pixel_um + kMargin_px)));
    };
    const int width = side(grid.pitch_x_um);
    const int height = side(grid.pitch_y_um);
    const int bin = (std::max(width, height) + kLongestSide_px - 1) / kLongestSide_px;
    return {(width + bin - 1) / bin, (height + bin - 1) / bin, bin};
}

/// One tile and the pictures that are cut from it.
struct PictureTile {
    std::size_t tile = 0;     // position in the job
    std::size_t channel = 0;  // position among the channels of pictures
    std::vector<std::size_t> pictures;
    float level_dn = std::numeric_limits<float>::quiet_NaN();
};

class PictureCutter {
  public:
    PictureCutter(TileSource& source, std::span<const TileLattice> lattices, const WaferFile& file,
                  std::vector<PicturedDie> dies, const std::vector<std::size_t>& channels)
        : source_(source),
          job_(source.job()),
          lattices_(lattices),
          file_(file),
          dies_(std::move(dies)),
          channels_(channels),
          size_(size_of(job_.grid, job_.camera)) {
        pictures_.width = size_.width;
        pictures_.height = size_.height;
        pictures_.pixel_um = job_.camera.pixel_um * size_.bin;
        for (const PicturedDie& die : dies_) {
            pictures_.row.push_back(die.die.row);
            pictures_.col.push_back(die.die.col);
            pictures_.sigma.push_back(die.sigma);
        }
        for (const std::size_t channel : channels_) add_channel(channel);
    }

    DiePictures cut(const std::stop_token& stop) {
        std::size_t next = 0;
        const auto take = [&]() -> std::optional<std::size_t> {
            if (next == tiles_.size() || stop.stop_requested()) return std::nullopt;
            return next++;
        };
        tbb::enumerable_thread_specific<Image> scratch;
        parallel_stream(kTilesInFlight, take, [&](std::size_t number) {
            tbb::this_task_arena::isolate([&] { cut_tile(tiles_[number], scratch.local()); });
        });
        for (std::size_t c = 0; c < channels_.size(); ++c) {
            std::vector<float> levels;
            for (const PictureTile& tile : tiles_) {
                if (tile.channel == c && !std::isnan(tile.level_dn)) levels.push_back(tile.level_dn);
            }
            if (!levels.empty()) pictures_.channels[c].level_dn = static_cast<double>(upper_median(levels));
        }
        return std::move(pictures_);
    }

    /// Tiles that could not be had once more.
    [[nodiscard]] std::size_t lost() const { return lost_; }

  private:
    void add_channel(std::size_t channel) {
        ChannelPictures made;
        made.channel = job_.channels[channel].name;
        made.pixels.assign(dies_.size() * pictures_.pixels_each(), kNoPicturePixel);
        made.center_x_px.assign(dies_.size(), kNoData);
        made.center_y_px.assign(dies_.size(), kNoData);
        made.tile.assign(dies_.size(), -1);
        corrections_.push_back(std::make_unique<const PixelCorrection>(
            make_correction(job_.camera, job_.dark_of(channel), job_.flat_of(channel))));
        std::vector<std::size_t> candidates;
        for (std::size_t i = 0; i < job_.tiles.size(); ++i) {
            if (static_cast<std::size_t>(job_.tiles[i].channel) == channel && lattices_[i].die_width_px > 0.0)
                candidates.push_back(i);
        }
        std::map<std::size_t, PictureTile> tiles;
        for (std::size_t i = 0; i < dies_.size(); ++i) {
            const std::optional<std::size_t> tile = tile_for(dies_[i], channel, candidates);
            if (!tile) continue;
            PictureTile& to = tiles[*tile];
            to.tile = *tile;
            to.channel = pictures_.channels.size();
            to.pictures.push_back(i);
        }
        for (auto& [tile, to] : tiles) tiles_.push_back(std::move(to));
        pictures_.channels.push_back(std::move(made));
    }

    /// The tile that shows the finding, or the one in which the die lies farthest from the border.
    [[nodiscard]] std::optional<std::size_t> tile_for(const PicturedDie& die, std::size_t channel,
                                                      const std::vector<std::size_t>& candidates) const {
        std::optional<std::size_t> best;
        double best_margin = 0.0;
        for (const std::size_t tile : candidates) {
            if (die.tile[channel] >= 0 && job_.tiles[tile].index == die.tile[channel]) return tile;
            const PixelPoint c = lattices_[tile].center(die.die);
            const double margin =
                std::min({c.x, c.y, job_.camera.width_px - 1.0 - c.x, job_.camera.height_px - 1.0 - c.y});
            if (margin > best_margin) {
                best = tile;
                best_margin = margin;
            }
        }
        return best;
    }

    void cut_tile(PictureTile& tile, Image& scratch) {
        if (!source_.keeps(tile.tile)) {
            ++lost_;
            return;
        }
        try {
            Image& image = source_.load(tile.tile, scratch);
            const PixelCorrection& correction = *corrections_[tile.channel];
            correction.patch(image);
            for (const std::size_t picture : tile.pictures) cut_die(tile, picture, image.view());
            tile.level_dn = level_of(tile, image.view());
        } catch (const Error&) {
            ++lost_;
        }
    }

    void cut_die(const PictureTile& tile, std::size_t picture, const ImageView& image) {
        const PixelPoint c = lattices_[tile.tile].center(dies_[picture].die);
        const int x0 = static_cast<int>(std::lround(c.x - 0.5 * (size_.width * size_.bin - 1)));
        const int y0 = static_cast<int>(std::lround(c.y - 0.5 * (size_.height * size_.bin - 1)));
        ChannelPictures& to = pictures_.channels[tile.channel];
        std::uint16_t* pixel = to.pixels.data() + picture * pictures_.pixels_each();
        for (int y = 0; y < size_.height; ++y) {
            for (int x = 0; x < size_.width; ++x)
                *pixel++ = stored(image, *corrections_[tile.channel], x0 + x * size_.bin, y0 + y * size_.bin);
        }
        to.center_x_px[picture] = static_cast<float>((c.x - x0 + 0.5) / size_.bin - 0.5);
        to.center_y_px[picture] = static_cast<float>((c.y - y0 + 0.5) / size_.bin - 0.5);
        to.tile[picture] = job_.tiles[tile.tile].index;
    }

    /// The mean of the pixels that lie in the image.
    [[nodiscard]] std::uint16_t stored(const ImageView& image, const PixelCorrection& correction, int x0,
                                       int y0) const {
        double sum = 0.0;
        int count = 0;
        for (int y = std::max(0, y0); y < std::min(image.height, y0 + size_.bin); ++y) {
            for (int x = std::max(0, x0); x < std::min(image.width, x0 + size_.bin); ++x, ++count)
                sum += static_cast<double>(correction.corrected(x, y, image.at(x, y)));
        }
        if (count == 0) return kNoPicturePixel;
        return static_cast<std::uint16_t>(
            std::clamp(std::lround(sum / count) - long{kPictureOffset_dn}, 1L, 65535L));
    }

    /// The median over dies of the tile, evenly taken, of their mean light.
    [[nodiscard]] float level_of(const PictureTile& tile, const ImageView& image) const {
        const TileLattice& lattice = lattices_[tile.tile];
        const DieRect rect = dies_in_tile(lattice, job_.grid, job_.camera,
                                          std::max(lattice.die_width_px, lattice.die_height_px));
        const std::size_t step = std::max<std::size_t>(1, rect.cells() / kLevelDies);
        std::vector<float> lights;
        for (std::size_t i = 0; i < rect.cells(); i += step) {
            const auto cols = static_cast<std::size_t>(rect.cols());
            const DieIndex die{rect.row_begin + static_cast<std::int32_t>(i / cols),
                               rect.col_begin + static_cast<std::int32_t>(i % cols)};
            if (!file_.map.presence().exists(die)) continue;
            if (const std::optional<float> light = light_of(tile, die, image)) lights.push_back(*light);
        }
        return lights.empty() ? kNoData : upper_median(lights);
    }

    [[nodiscard]] std::optional<float> light_of(const PictureTile& tile, DieIndex die,
                                                const ImageView& image) const {
        const TileLattice& lattice = lattices_[tile.tile];
        const PixelPoint c = lattice.center(die);
        const int x0 = static_cast<int>(std::lround(c.x - 0.5 * (lattice.die_width_px - 1.0)));
        const int x1 = static_cast<int>(std::lround(c.x + 0.5 * (lattice.die_width_px - 1.0)));
        const int y0 = static_cast<int>(std::lround(c.y - 0.5 * (lattice.die_height_px - 1.0)));
        const int y1 = static_cast<int>(std::lround(c.y + 0.5 * (lattice.die_height_px - 1.0)));
        if (x0 < 0 || y0 < 0 || x1 >= image.width || y1 >= image.height) return std::nullopt;
        double sum = 0.0;
        for (int y = y0; y <= y1; ++y) {
            for (int x = x0; x <= x1; ++x)
                sum += static_cast<double>(corrections_[tile.channel]->corrected(x, y, image.at(x, y)));
        }
        return static_cast<float>(sum / ((x1 - x0 + 1.0) * (y1 - y0 + 1.0)));
    }

    TileSource& source_;
    const ScanJob& job_;
    std::span<const TileLattice> lattices_;
    const WaferFile& file_;
    std::vector<PicturedDie> dies_;
    const std::vector<std::size_t>& channels_;
    PictureSize size_;
    DiePictures pictures_;
    std::vector<std::unique_ptr<const PixelCorrection>> corrections_;  // one a channel of pictures
    std::vector<PictureTile> tiles_;
    std::atomic<std::size_t> lost_ = 0;
};

}  // namespace

PictureOutcome cut_pictures(TileSource& source, std::span<const TileLattice> lattices, const WaferFile& file,
                            const Recipe& recipe, const std::stop_token& stop) {
    std::vector<std::size_t> channels = picture_channels(file.channels, recipe);
    std::erase_if(channels, [&](std::size_t channel) {
        const auto of = std::ranges::find(file.appearance, file.channels[channel].name,
                                          &appearance::AppearanceEvidence::channel);
        return can(file.channels[channel], &ChannelKindInfo::appearance) &&
               (of == file.appearance.end() || !of->fault.empty());
    });
    const bool any = std::ranges::any_of(channels, [&](std::size_t channel) {
        return can(file.channels[channel], &ChannelKindInfo::appearance);
    });
    if (!any) return {};
    std::vector<PicturedDie> dies =
        dies_to_picture(file, static_cast<std::size_t>(recipe.appearance.pictures));
    if (dies.empty()) return {};
    PictureCutter cutter(source, lattices, file, std::move(dies), channels);
    PictureOutcome outcome;
    outcome.pictures = cutter.cut(stop);
    if (stop.stop_requested())
        return {.pictures = std::nullopt,
                .note = "stopped while pictures of dies were cut: the file has none"};
    if (cutter.lost() > 0)
        outcome.note = fmt::format(
            "{} tiles were not there any more for pictures of their dies: the gallery "
            "lacks these",
            cutter.lost());
    return outcome;
}

}  // namespace waferglow
