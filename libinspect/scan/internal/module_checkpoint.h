// SPDX-License-Identifier: GPL-3.0-or-later
// The journal of a module's inspection: what an earlier run left, and where this one's images go.
#pragma once

#include "libinspect/module/measure_tile.h"
#include "libinspect/module/module_job.h"
#include "libinspect/store/internal/tile_writer.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <stop_token>
#include <string>

namespace waferglow {

/// SHA-256 over everything that decides what is measured.
[[nodiscard]] std::string module_job_digest(const module::ModuleJob& job);

/// As Checkpoint of a wafer's scan.
class ModuleCheckpoint {
  public:
    ModuleCheckpoint(const std::filesystem::path& output, const std::string& digest, bool resume, bool force,
                     const std::stop_token& stop);
    /// Images of earlier runs, by their position in the recording.
    [[nodiscard]] std::map<std::uint32_t, module::TileLight>& done() { return done_; }
    [[nodiscard]] const std::string& note() const { return note_; }
    bool add(std::uint32_t tile, const module::TileLight& light);
    void finish();
    void remove();

  private:
    std::filesystem::path path_;
    std::map<std::uint32_t, module::TileLight> done_;
    std::string note_;
    std::unique_ptr<TileWriter> writer_;
};

}  // namespace waferglow
