// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/scan/internal/module_checkpoint.h"

#include "libinspect/base/error.h"
#include "libinspect/base/version.h"
#include "libinspect/scan/module_record.h"
#include "libinspect/store/calibration_image.h"
#include "libinspect/store/digest.h"
#include "libinspect/store/journal.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace waferglow {
namespace {

constexpr std::size_t kModuleQueueBytes = std::size_t{64} << 20U;

}  // namespace

std::string module_job_digest(const module::ModuleJob& job) {
    Sha256 digest;
    const Module& m = job.module;
    const DieGrid& g = m.grid;
    const CameraInfo& c = job.camera;
    digest.add(fmt::format("waferglow {} module {}\n", kVersion, m.id));
    digest.add(fmt::format("{} {} {} {} {} {} {} {}\n", g.rows, g.cols, g.x0_um, g.y0_um, g.pitch_x_um,
                           g.pitch_y_um, g.die_width_um, g.die_height_um));
    for (const SubPixel& s : m.sub_pixels)
        digest.add(fmt::format("{} {} {} {} {}\n", s.name, s.dx_um, s.dy_um, s.width_um, s.height_um));
    digest.add(fmt::format("{} | {}\n", fmt::join(m.panel_rows, " "), fmt::join(m.panel_cols, " ")));
    digest.add(fmt::format("{} {} {} {} {} {} {}\n", c.pixel_um, c.width_px, c.height_px, c.saturation_dn,
                           c.gain_e_per_dn, c.read_noise_e, c.turn_rad));
    for (const LitPattern& p : job.patterns)
        digest.add(fmt::format("pattern {} {} {} {} {}\n", p.name, fmt::join(p.lights, " "), p.gray,
                               p.gray_max, p.exposure_ms));
    for (const module::ModuleTile& t : job.tiles)
        digest.add(
            fmt::format("tile {} {} {} {} {}\n", t.index, t.pattern, t.position.x, t.position.y, t.name));
    digest.add(job.dark ? image_digest(*job.dark) : "no dark\n");
    digest.add(job.flat ? image_digest(*job.flat) : "no flat\n");
    return digest.hex();
}

ModuleCheckpoint::ModuleCheckpoint(const std::filesystem::path& output, const std::string& digest,
                                   bool resume, bool force, const std::stop_token& stop)
    : path_(journal_path(output)) {
    const bool exists = std::filesystem::exists(path_);
    if (exists && !resume && !force) {
        throw Error(ErrorKind::job,
                    fmt::format("{}: an interrupted run left its results here; go on with --resume, or start "
                                "again with --force",
                                path_.string()));
    }
    if (exists && resume) {
        const JournalState state =
            read_journal(path_, digest, [&](std::uint32_t tile, std::span<const std::byte> payload) {
                try {
                    done_.insert_or_assign(tile, decode_tile_light(payload));
                } catch (const Error& error) {
                    throw Error(error.kind(), fmt::format("{}: {}", path_.string(), error.what()));
                }
            });
        note_ = state.note;
        writer_ = std::make_unique<TileWriter>(JournalWriter::resume(path_, digest, state), kModuleQueueBytes,
                                               stop);
    } else {
        writer_ = std::make_unique<TileWriter>(
            JournalWriter::create(path_, digest, {.overwrite = force || resume}), kModuleQueueBytes, stop);
    }
}

bool ModuleCheckpoint::add(std::uint32_t tile, const module::TileLight& light) {
    return writer_->push(tile, encode_tile_light(light));
}

void ModuleCheckpoint::finish() {
    writer_->finish();
}

void ModuleCheckpoint::remove() {
    writer_.reset();
    std::filesystem::remove(path_);
}

}  // namespace waferglow
