// SPDX-License-Identifier: GPL-3.0-or-later
// Calibration results as files: "<kind>.toml" for people and programs, its images as TIFF beside it.
//
// The second line of the file is the SHA-256 of all that follows it, and each image is named with the SHA-256
// of its pixels: a result that was changed by hand is not read back.
#pragma once

#include "calibration/record.h"

#include <chrono>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace waferglow::calibration {

/// "2026-11-25T16:40:00Z".
[[nodiscard]] std::string utc_text(std::chrono::system_clock::time_point time);

[[nodiscard]] std::filesystem::path record_path(const std::filesystem::path& folder, std::string_view kind);

/// Writes the record into `folder`, made where missing, in place of an older one; sets its digest. Returns
/// the file. Throws Error(job) where it can't be written.
std::filesystem::path write_record(const std::filesystem::path& folder, Record& record);

/// Reads it back with its images. Throws Error(input) where it is missing, of another format, or not what was
/// written: a digest does not fit.
[[nodiscard]] Record read_record(const std::filesystem::path& file);

/// Later than `valid_until`. Both are texts of `utc_text`.
[[nodiscard]] bool is_expired(const Record& record, std::chrono::system_clock::time_point now);

/// The first device of the record that is not among `devices` or has another identity, as "camera is now X,
/// was Y"; empty where all are the same.
[[nodiscard]] std::string other_device(const Record& record, std::span<const DeviceName> devices);

}  // namespace waferglow::calibration
