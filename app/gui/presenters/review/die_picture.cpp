// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/presenters/review/die_picture.h"

#include "libinspect/base/error.h"

#include <algorithm>
#include <cmath>
#include <system_error>

#include <fmt/format.h>

namespace waferglow::gui {
namespace {

struct Place {
    const TileEntry* tile = nullptr;
    PixelPoint at;           ///< of the die's centre
    double margin_px = 0.0;  ///< to the nearest edge
};

/// The middle of a tile as it truly lay.
StagePoint true_middle(const TileEntry& tile, std::span<const LedgerEntry> ledger) {
    for (const LedgerEntry& entry : ledger) {
        if (entry.channel == tile.channel && entry.index == tile.index && entry.source != ShiftSource::none)
            return {tile.position.x + entry.shift_x_um, tile.position.y + entry.shift_y_um};
    }
    return tile.position;
}

Place find_tile(const Recording& recording, int channel, StagePoint die,
                std::span<const LedgerEntry> ledger) {
    const CameraInfo& camera = recording.camera;
    Place best;
    best.margin_px = 0.0;
    for (const TileEntry& tile : recording.tiles) {
        if (tile.channel != channel) continue;
        if (std::abs(die.x - tile.position.x) > camera.pixel_um * camera.width_px ||
            std::abs(die.y - tile.position.y) > camera.pixel_um * camera.height_px)
            continue;
        const PixelPoint p = stage_to_pixel(true_middle(tile, ledger), camera.pixel_um, camera.width_px,
                                            camera.height_px)(die);
        const double margin = std::min({p.x, p.y, camera.width_px - 1.0 - p.x, camera.height_px - 1.0 - p.y});
        if (margin > best.margin_px) best = {&tile, p, margin};
    }
    return best;
}

Image crop(const Image& tile, int left, int top, int width, int height) {
    Image part(width, height);
    for (int y = 0; y < height; ++y) std::copy_n(tile.row(top + y) + left, width, part.row(y));
    return part;
}

}  // namespace

std::vector<DiePicture> cut_die_pictures(const Recording& recording, const DieGrid& grid, DieIndex die,
                                         const std::optional<StoredRegistration>& registration,
                                         std::span<const LedgerEntry> ledger, double reach) {
    if (recording.grid.rows != grid.rows || recording.grid.cols != grid.cols)
        throw Error(ErrorKind::input,
                    fmt::format("{}: a recording of {} x {} dies, where the wafer file has {} x {}",
                                recording.folder.string(), recording.grid.rows, recording.grid.cols,
                                grid.rows, grid.cols));
    const GridPose pose = registration ? registration->pose : GridPose();
    const StagePoint middle = pose.transform()(grid.center(die));
    const double pixel_um = recording.camera.pixel_um;
    std::vector<DiePicture> pictures;
    for (std::size_t channel = 0; channel < recording.channels.size(); ++channel) {
        const Place place = find_tile(recording, static_cast<int>(channel), middle, ledger);
        if (place.tile == nullptr) continue;
        const Image tile = read_tile(recording, *place.tile);
        const double half_x = (reach + 0.5) * grid.pitch_x_um / pixel_um;
        const double half_y = (reach + 0.5) * grid.pitch_y_um / pixel_um;
        const int left = std::max(0, static_cast<int>(std::floor(place.at.x - half_x)));
        const int top = std::max(0, static_cast<int>(std::floor(place.at.y - half_y)));
        const int right = std::min(tile.width(), static_cast<int>(std::ceil(place.at.x + half_x)) + 1);
        const int bottom = std::min(tile.height(), static_cast<int>(std::ceil(place.at.y + half_y)) + 1);
        DiePicture picture;
        picture.channel = recording.channels[channel].name;
        picture.tile = place.tile->file.string();
        picture.image = crop(tile, left, top, right - left, bottom - top);
        picture.width_px = pose.scale * grid.die_width_um / pixel_um;
        picture.height_px = pose.scale * grid.die_height_um / pixel_um;
        // Pixel (0, 0) is the centre of the first pixel; edges count from its corner.
        picture.left_px = place.at.x + 0.5 - left - 0.5 * picture.width_px;
        picture.top_px = place.at.y + 0.5 - top - 0.5 * picture.height_px;
        pictures.push_back(std::move(picture));
    }
    return pictures;
}

std::filesystem::path recording_of(const std::vector<LogEntry>& log) {
    for (const LogEntry& entry : log) {
        std::error_code none;
        if (entry.action == "inspect" &&
            std::filesystem::exists(std::filesystem::path(entry.text) / "recording.toml", none))
            return entry.text;
    }
    return {};
}

}  // namespace waferglow::gui
