// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/error.h"
#include "libinspect/formats/recording.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

/// Reads an image that must be as the camera makes them. The header is checked before pixels are decoded.
void read_checked(const Recording& recording, const std::filesystem::path& file, Image& image) {
    const std::filesystem::path path = recording.folder / file;
    const ImageInfo info = read_image_info(path);
    const CameraInfo& camera = recording.camera;
    if (info.width != camera.width_px || info.height != camera.height_px) {
        throw Error(
            ErrorKind::input,
            fmt::format("{}: has {} x {} pixels, but [camera] in recording.toml says {} x {}; it is from "
                        "another camera or cropped",
                        path.string(), info.width, info.height, camera.width_px, camera.height_px));
    }
    if (info.bits != recording.bits) {
        throw Error(
            ErrorKind::input,
            fmt::format(
                "{}: has {} bits a pixel, but the tiles ({}) have {}; values of different depth can't "
                "be compared, take it again with the tiles' setting",
                path.string(), info.bits, recording.tiles.front().file.string(), recording.bits));
    }
    read_image(path, image);
}

std::optional<Image> read_optional(const Recording& recording,
                                   const std::optional<std::filesystem::path>& file) {
    if (!file) return std::nullopt;
    Image image;
    read_checked(recording, *file, image);
    return image;
}

}  // namespace

void read_tile(const Recording& recording, const TileEntry& tile, Image& image) {
    read_checked(recording, tile.file, image);
}

Image read_tile(const Recording& recording, const TileEntry& tile) {
    Image image;
    read_tile(recording, tile, image);
    return image;
}

std::optional<Image> read_dark(const Recording& recording) {
    return read_optional(recording, recording.dark);
}

std::optional<Image> read_flat(const Recording& recording) {
    return read_optional(recording, recording.flat);
}

ChannelFrames read_channel_frames(const Recording& recording, std::size_t channel) {
    if (recording.channel_files.empty()) return {};
    const ChannelFiles& files = recording.channel_files.at(channel);
    return {.dark = read_optional(recording, files.dark), .flat = read_optional(recording, files.flat)};
}

}  // namespace waferglow
