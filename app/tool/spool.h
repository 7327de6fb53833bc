// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a scan's images: what resuming needs, and with all tiles in it a recording.
//
// Dark and flat frame, the pilot tiles and the spectra are kept as files while a scan runs, so that a resumed
// scan works on the very same images and ends in the same layers. With `keep_all` every tile is kept, and
// `finish` makes the folder a recording (libinspect/formats/recording.h) that `inspect` and the replay driver
// take.
#pragma once

#include "libinspect/formats/recording.h"
#include "libinspect/scan/tile_source.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow::tool {

/// Different tiles may be stored and loaded by several threads at once; the rest belongs to one thread.
class Spool {
  public:
    /// Makes the folder where it is missing. Throws Error(job) where it holds images already and `resume` is
    /// false (unless `force`: they are removed), where they are of another job (`job` is the plan), and where
    /// it is unknown of what job they are: a finished recording, or somebody else's files.
    Spool(std::filesystem::path folder, const ScanJob& job, bool keep_all, bool resume, bool force);

    /// The folder holds the images of a scan that was not finished.
    [[nodiscard]] static bool is_begun(const std::filesystem::path& folder);

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    [[nodiscard]] bool keeps_all() const { return keep_all_; }

    [[nodiscard]] std::optional<Image> load_frame(const char* name) const;  ///< "dark.tif", "flat.tif"
    void store_frame(const char* name, const Image& image) const;
    /// Frames of single channels, one of `channels` each; empty where none has its own.
    [[nodiscard]] std::vector<ChannelFrames> load_channel_frames(const std::vector<Channel>& channels) const;
    void store_channel_frames(const Channel& channel, const ChannelFrames& frames) const;

    [[nodiscard]] bool has(const ScanTile& tile) const;
    void load(const ScanTile& tile, Image& image) const;
    void store(const ScanTile& tile, const Image& image) const;
    /// Waits until all that is stored is on the disk.
    void sync() const;

    [[nodiscard]] std::filesystem::path spectra_file() const { return folder_ / "spectra.csv"; }

    /// Writes recording.toml and tiles.csv with the tiles that are there.
    void finish(const ScanJob& job) const;
    /// Removes the folder.
    void remove() const;

  private:
    void require_nothing_of_others() const;

    std::filesystem::path folder_;
    bool keep_all_;
};

}  // namespace waferglow::tool
