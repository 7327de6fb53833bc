// SPDX-License-Identifier: GPL-3.0-or-later
// What a wafer file holds, as plain values. The functions that read and write it are in
// wafer_file.h.
#pragma once

#include "libinspect/appearance/appearance_evidence.h"
#include "libinspect/appearance/die_pictures.h"
#include "libinspect/colour/colour_wafer.h"
#include "libinspect/defect/bins.h"
#include "libinspect/finding/finding.h"
#include "libinspect/geometry/camera.h"
#include "libinspect/geometry/channel.h"
#include "libinspect/geometry/frames.h"
#include "libinspect/map/die_map.h"
#include "libinspect/store/calibration_image.h"
#include "libinspect/store/ledger.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace waferglow {

/// A named setting of the tool or of the run, for people: "camera.model", "threads".
struct ToolSetting {
    std::string name;
    std::string value;
    friend bool operator==(const ToolSetting&, const ToolSetting&) = default;
};

/// One correction that was applied: numbers, or an image (dark, flat).
struct CalibrationEntry {
    std::string name;    ///< "dark", "flat", "wavelength"; no '/'
    std::string source;  ///< file or procedure it comes from
    std::string digest;  ///< SHA-256 in hexadecimal: of an image, or of the record that told the numbers
    std::string unit;    ///< of `values` or of the pixels
    std::vector<double> values;                            ///< may be empty
    std::optional<CalibrationImage> image = std::nullopt;  ///< instead of `values`
    friend bool operator==(const CalibrationEntry&, const CalibrationEntry&) = default;
};

/// Where the die grid lay, and how well the tiles agree with it.
struct StoredRegistration {
    GridPose pose;
    double rms_um = 0.0;         ///< residual of the tiles against the pose and their own shifts
    double jitter_rms_um = 0.0;  ///< stage jitter: shifts of the tiles against the pose
    std::int64_t tiles = 0;      ///< tiles that the pose was fitted to
    friend bool operator==(const StoredRegistration&, const StoredRegistration&) = default;
};

/// What a bin code means. `dies` is counted by the writer.
struct StoredBin {
    std::uint8_t code = 0;
    std::string name;
    std::array<std::uint8_t, 3> rgb{};
    bool pass = false;
    std::string description;
    std::int64_t dies = 0;
    friend bool operator==(const StoredBin&, const StoredBin&) = default;
};

/// A column of numbers beside a list of dies; NaN where there is none.
struct StoredColumn {
    std::string name;
    std::string unit;
    std::string title;  ///< for people
    std::vector<float> values;
};

/// Numbers for some dies: values of every column belong to (row[i], col[i]). EL records, spectral results.
struct DieTable {
    std::vector<std::int32_t> row;
    std::vector<std::int32_t> col;
    std::vector<StoredColumn> columns;

    [[nodiscard]] std::size_t size() const { return row.size(); }
};

/// Column of StoredSpectra: the SpectrumFlag bits of each spectrum.
inline constexpr const char* kSpectrumFlagsColumn = "flags";

/// Spectra of some dies: counts[i * wavelength_nm.size() + p]. Counts that are whole numbers of 0 to 65,535
/// throughout are stored in 16 bits. `dies.columns` holds the results (peak_nm, fwhm_nm, ...).
struct StoredSpectra {
    std::vector<double> wavelength_nm;
    std::vector<float> counts;
    DieTable dies;
};

/// Who did what, when. The time is the caller's (ISO 8601), because the core knows no clock.
struct LogEntry {
    std::string time;
    std::string user;
    std::string action;  ///< "inspect", "analyse", ...
    std::string text;
    friend bool operator==(const LogEntry&, const LogEntry&) = default;
};

/// Something in a file that is none of its parts, or that can't be read here though it is sound: another
/// program's dataset, a link that leads nowhere, a layer packed with a filter that is not installed. Reading
/// passes it over; replacing the file keeps it.
struct PassedOver {
    std::string where;  ///< path inside the file: "/entry/map/notes"
    std::string why;    ///< "is no layer: ..."
    friend bool operator==(const PassedOver&, const PassedOver&) = default;
};

enum class FileStatus : std::uint8_t {
    incomplete,  ///< a scan that was cancelled: resumable, tiles are missing
    complete,    ///< every tile of the ledger is written, dropped or failed
};

/// One inspected wafer. `bins` is empty or has one code a cell of the grid, row-major, kNoBinCode where there
/// is none (empty bins with a table or clusters are stored as no bin everywhere).
struct WaferFile {
    DieMap map;
    CameraInfo camera;
    std::vector<Channel> channels;
    std::string recipe_toml;
    std::vector<ToolSetting> tool;
    std::vector<CalibrationEntry> calibration;
    std::optional<StoredRegistration> registration;
    std::vector<std::uint8_t> bins;
    std::vector<StoredBin> bin_table;
    std::vector<FindingList> findings;  ///< at most one list of each kind
    std::vector<appearance::AppearanceEvidence>
        appearance;                                   ///< of channels that show it; empty: nobody looked
    std::vector<colour::ColourEvidence> colours;      ///< one of each colour channel
    std::optional<appearance::DiePictures> pictures;  ///< not read with the rest: picture_reader.h
    std::vector<LedgerEntry> ledger;
    std::optional<StoredSpectra> spectra;
    std::optional<DieTable> el;
    std::string correlation_json;  ///< result of the EL correlation as one JSON object; empty: none
    std::vector<LogEntry> log;
    FileStatus status = FileStatus::incomplete;
    std::string program_version;
    std::vector<PassedOver> passed_over;  ///< by the reader; not written
    std::string default_layer;  ///< what a viewer opens first; empty: the first "..._rel" layer, or the first
};

}  // namespace waferglow
