// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/tool/spool.h"

#include "libinspect/base/atomic_file.h"
#include "libinspect/base/error.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/scan/job_digest.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

namespace waferglow::tool {
namespace {

namespace fs = std::filesystem;

constexpr const char* kJobFile = "job.sha256";
constexpr const char* kTiles = "tiles";
std::string dark_file(const Channel& channel) {
    return fmt::format("dark_{}.tif", channel.name);
}
std::string flat_file(const Channel& channel) {
    return fmt::format("flat_{}.tif", channel.name);
}
/// What a scan may leave beside its tiles and kJobFile.
constexpr std::array kFiles{"recording.toml", "tiles.csv",   "dark.tif",
                            "flat.tif",       "spectra.csv", kSpectraPlacesFile};

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

Spool::Spool(fs::path folder, const ScanJob& job, bool keep_all, bool resume, bool force)
    : folder_(std::move(folder)), keep_all_(keep_all) {
    const std::string digest = job_digest(job);
    const fs::path job_file = folder_ / kJobFile;
    if (fs::exists(job_file)) {
        if (!resume && !force)
            throw Error(ErrorKind::job,
                        fmt::format("{}: an interrupted scan left its images here; go on with "
                                    "--resume, or start again with --force",
                                    folder_.string()));
        if (resume && read_text(job_file) != digest)
            throw Error(
                ErrorKind::job,
                fmt::format("{}: holds images of another job (wafer, grid, channels or camera differ); "
                            "use that job's recipe and tool, or start again with --force",
                            folder_.string()));
        if (!resume) remove();
    } else if (force) {
        remove();
    } else {
        require_nothing_of_others();
    }
    std::error_code error;
    fs::create_directories(folder_ / kTiles, error);
    if (error)
        throw Error(ErrorKind::job,
                    fmt::format("can't make the folder {}: {}", folder_.string(), error.message()));
    AtomicFile file(job_file);
    file.write(digest);
    file.commit();
}

bool Spool::is_begun(const fs::path& folder) {
    return fs::exists(folder / kJobFile);
}

/// Where nothing tells the job, what is there is never taken for this scan's, nor written over.
void Spool::require_nothing_of_others() const {
    if (fs::exists(folder_ / "recording.toml"))
        throw Error(ErrorKind::job, fmt::format("{}: holds a recording already, and nothing to resume; name "
                                                "another folder, or replace it with --force",
                                                folder_.string()));
    for (const char* name : kFiles) {
        if (fs::exists(folder_ / name))
            throw Error(ErrorKind::job,
                        fmt::format("{}: holds '{}' of an unknown scan; name another folder, or "
                                    "replace it with --force",
                                    folder_.string(), name));
    }
    if (fs::exists(folder_ / kTiles) && !fs::is_empty(folder_ / kTiles))
        throw Error(ErrorKind::job, fmt::format("{}: holds tiles of an unknown scan; name another folder, or "
                                                "replace them with --force",
                                                folder_.string()));
}

std::optional<Image> Spool::load_frame(const char* name) const {
    if (!fs::exists(folder_ / name)) return std::nullopt;
    return read_image(folder_ / name).image;
}

void Spool::store_frame(const char* name, const Image& image) const {
    write_tiff(folder_ / name, image.view(), TiffCompression::none);
}

std::vector<ChannelFrames> Spool::load_channel_frames(const std::vector<Channel>& channels) const {
    std::vector<ChannelFrames> frames;
    for (const Channel& channel : channels)
        frames.push_back(
            {.dark = load_frame(dark_file(channel).c_str()), .flat = load_frame(flat_file(channel).c_str())});
    if (std::ranges::none_of(frames, &ChannelFrames::any)) frames.clear();
    return frames;
}

void Spool::store_channel_frames(const Channel& channel, const ChannelFrames& frames) const {
    if (frames.dark) store_frame(dark_file(channel).c_str(), *frames.dark);
    if (frames.flat) store_frame(flat_file(channel).c_str(), *frames.flat);
}

bool Spool::has(const ScanTile& tile) const {
    return fs::exists(folder_ / tile.name);
}

void Spool::load(const ScanTile& tile, Image& image) const {
    (void)read_image(folder_ / tile.name, image);
}

void Spool::store(const ScanTile& tile, const Image& image) const {
    write_tiff(folder_ / tile.name, image.view(), TiffCompression::none);
}

void Spool::sync() const {
    const int descriptor = open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    (void)syncfs(descriptor);
    (void)close(descriptor);
}

void Spool::finish(const ScanJob& job) const {
    Recording recording;
    recording.folder = folder_;
    recording.wafer = job.wafer;
    recording.grid = job.grid;
    recording.layout = job.layout;
    if (!job.layout.plain()) recording.layout_file = "layout.csv";
    recording.camera = job.camera;
    recording.channels = job.channels;
    for (const ScanTile& tile : job.tiles) {
        if (has(tile)) recording.tiles.push_back({tile.index, tile.name, tile.channel, tile.position});
    }
    if (job.dark) recording.dark = "dark.tif";
    if (job.flat) recording.flat = "flat.tif";
    for (std::size_t i = 0; i < job.frames.size(); ++i) {
        ChannelFiles& files = recording.channel_files.emplace_back();
        if (job.frames[i].dark) files.dark = dark_file(job.channels[i]);
        if (job.frames[i].flat) files.flat = flat_file(job.channels[i]);
    }
    if (fs::exists(spectra_file())) recording.spectra = spectra_file().filename();
    write_recording(recording);
    sync();
    fs::remove(folder_ / kJobFile);  // last: until then --resume comes here again
}

void Spool::remove() const {
    for (const char* name : kFiles) fs::remove(folder_ / name);
    fs::remove_all(folder_ / kTiles);
    fs::remove(folder_ / kJobFile);  // last: what is left of a removal that was killed is known as ours
    std::error_code ignored;         // somebody else's files stay, and with them the folder
    fs::remove(folder_, ignored);
}

}  // namespace waferglow::tool
