// SPDX-License-Identifier: GPL-3.0-or-later
// A recording: the tiles of a scan as files. A folder with recording.toml (wafer, grid, camera, channels),
// tiles.csv (index, file, channel, x_um, y_um) and the images they name.
//
// recording.toml: format = "waferglow-recording", version = 1, then
//   [wafer]     id and the keys of wafer_keys
//   [grid]      the keys of grid_keys
//   [camera]    pixel_um, width_px, height_px, saturation_dn
//               and where calibrations told them: gain_e_per_dn, read_noise_e, turn_rad (see CameraInfo)
//   [files]     tiles; optional: dark, flat, el, spectra, layout (see layout_file.h)
//   [[channel]] name, kind, excitation_w_cm2, exposure_ms (the last two may be left out where a kind is not
//               excited; see geometry/channel.h); optional where a kind shows the appearance: flat, dark, in
//               place of those of [files]. A channel of the kind colour has `of`, the name of the PL channel
//               of the same excitation, which may then be left out
// A recording of a display module has version = 2 and object = "module", so that older programs refuse it,
// and
//   [module]    in place of [wafer]: id; optional: panel_rows, panel_cols, where sub-panels begin
//   [grid]      the same keys, of pixels; x0_um and y0_um may be left out: the module is centred
//   [[subpixel]] name, dx_um, dy_um; optional: width_um, height_um, cie_x and cie_y, cd_m2
//   [[channel]] one a pattern, each with a tile: name, kind lit, lights, gray (0 where it is left out, of a
//               pattern without lights), exposure_ms; optional: gray_max, which is 255
// and of [files] tiles, dark and flat. The keys stand in module_keys.h.
// Ranges and what may be left out of [wafer] and [grid] stand in wafer_keys.h. Every violation is one
// Error(input) that names file, key or line, value and remedy. Keys and columns that are not known are
// tolerated; those of [wafer] and [grid] and of all parts of a module are noted, because dies would lie
// elsewhere. Tiles are read on demand, never all at once.
#pragma once

#include "libinspect/formats/image_io.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/channel_frames.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/geometry/layout.h"
#include "libinspect/geometry/module.h"
#include "libinspect/geometry/wafer.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow {

/// Where the stage stood for each spectrum: row, col, x_um, y_um. Not named in recording.toml, beside
/// spectra.csv; recordings of a scan have it, for those who play them.
constexpr const char* kSpectraPlacesFile = "spectra-places.csv";

struct TileEntry {
    std::int32_t index = 0;
    std::filesystem::path file;  ///< relative to the recording's folder
    int channel = 0;             ///< position in Recording::channels
    StagePoint position;         ///< wafer point at the middle of the image, as the stage reported it
    friend bool operator==(const TileEntry&, const TileEntry&) = default;
};

/// Frames of one channel in place of those of all.
struct ChannelFiles {
    std::optional<std::filesystem::path> dark;
    std::optional<std::filesystem::path> flat;  ///< raw: its dark level still in it
    friend bool operator==(const ChannelFiles&, const ChannelFiles&) = default;
};

/// Paths are relative to `folder` and stay inside it: `folder / *el` opens one.
struct Recording {
    std::filesystem::path folder;
    Wafer wafer;
    DieGrid grid;
    WaferLayout layout;                  ///< of the grid, as the file `layout_file` says
    std::optional<Module> module{};      ///< in place of wafer, grid and layout, which then say nothing
    std::vector<LitPattern> patterns{};  ///< of a module: what it shows in each channel; else empty
    CameraInfo camera;
    int bits = 16;  ///< bits of a pixel, 8 or 16, from the first tile; all images have the same
    std::vector<Channel> channels;
    std::vector<ChannelFiles> channel_files{};  ///< one a channel; empty: none has frames of its own
    std::vector<TileEntry> tiles;               ///< in the order of tiles.csv
    std::filesystem::path tiles_file = "tiles.csv";
    std::optional<std::filesystem::path> dark;
    std::optional<std::filesystem::path> flat;  ///< raw: its dark level still in it
    std::optional<std::filesystem::path> el;
    std::optional<std::filesystem::path> spectra;
    std::optional<std::filesystem::path> layout_file;
    std::vector<std::string> notes{};  ///< what people should know of recording.toml: keys without effect
};

/// Tiles that tiles.csv lists and the folder has not: an error at once, or one of the tile when it is loaded.
enum class MissingTiles : std::uint8_t { refused, left_to_the_scan };

/// Reads recording.toml and tiles.csv, and the header of the first tile; checks that all files named exist.
[[nodiscard]] Recording read_recording(const std::filesystem::path& folder_or_toml,
                                       MissingTiles missing = MissingTiles::refused);

/// For what works on wafers alone: throws Error(input) that names the recording and `task`, "the scan", where
/// it is of a display module.
void require_wafer(const Recording& recording, std::string_view task);

/// Writes recording.toml, the tile list and the layout if it has a file's name, numbers so that they read
/// back the same; images are the caller's. Throws Error(job) where a file can't be written.
void write_recording(const Recording& recording);

/// The image of a tile, into `image` whose memory is reused. Throws Error(input) where its size is not the
/// camera's or its bits are not the recording's. Thread-safe with an image each.
void read_tile(const Recording& recording, const TileEntry& tile, Image& image);
[[nodiscard]] Image read_tile(const Recording& recording, const TileEntry& tile);

/// The dark or the raw flat frame, checked as a tile is; nothing where the recording has none.
[[nodiscard]] std::optional<Image> read_dark(const Recording& recording);
[[nodiscard]] std::optional<Image> read_flat(const Recording& recording);
/// Likewise those that a channel has for itself.
[[nodiscard]] ChannelFrames read_channel_frames(const Recording& recording, std::size_t channel);

}  // namespace waferglow
