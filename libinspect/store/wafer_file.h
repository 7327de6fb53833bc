// SPDX-License-Identifier: GPL-3.0-or-later
// The HDF5 file of an inspected wafer: written whole, read in parts, changed only by replacing it.
//
// Layout (NeXus/NXdata; all strings of fixed length; lengths in um), version kSchemaVersion:
//   /entry                  NXentry, `default` leads to a layer; definition, schema_version, status, program
//     wafer                 NXsample: id, diameter_mm, ..., grid/, x[col], y[row] (centres of the dies)
//     recipe                its TOML text
//     tool                  NXinstrument: camera/, channels/, settings/
//     calibration/<name>    values, digest, source; of an image values[row, pixel] uint16 with its range
//     registration          pose of the grid, residuals
//     map/<layer>           NXdata: data[row, col] float32 with signal, axes = y, x; NaN: no data
//     pyramid/<layer>, bins least, greatest and mean value of cells of dies, of large maps: stored_pyramid.h
//     bins                  NXdata: data[row, col] uint8, 255: none; classes/: what the codes mean; clusters/
//     <kind>, bins/<kind>   findings, as the ledger: libinspect/finding/finding_kinds.h
//     appearance/<channel>  what reflected light told: golden die, thresholds, findings before they have a
//     name ledger                one column a field, one element a tile spectra               NXdata: data[i,
//     pixel] with wavelength, row[i], col[i], results/ el, log               tables as the ledger;
//     correlation/result: JSON text
//     colours/channel_<name> how the wavelengths of all dies were told: numbers, curve_nm[i], curve_ratio[i]
// Arrays are chunked with shuffle + deflate + fletcher32, which plain h5py reads, and carry the attribute
// `crc32` of their values. The same content gives the same bytes, with any number of threads.
//
// A file appears whole or not at all: it is an AtomicFile (libinspect/base). All functions are
// blocking. HDF5 is not thread-safe: a process calls these functions from ONE thread at a time, whatever the
// file.
#pragma once

#include "libinspect/store/wafer_content.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waferglow {

inline constexpr std::int64_t kSchemaVersion = 1;

struct WriteOptions {
    int threads = 0;     ///< for compression; 0: all cores
    int level = 1;       ///< deflate effort, 0 (stored) to 12
    bool force = false;  ///< replace an existing file
};

/// Error(job) where `path` exists and `force` is not given (the message says --force), is a folder, or its
/// folder does not exist or can't be written to. For asking before the work begins.
void check_output(const std::filesystem::path& path, bool force);

/// Throws Error(usage) for content that does not fit together (sizes, names, codes without a meaning, a
/// complete file with tiles unaccounted for), Error(job) where the file can't be written: existing without
/// `force`, disk full. What was at `path` is then unchanged, and nothing is left beside it.
void write_wafer_file(const std::filesystem::path& path, const WaferFile& file,
                      const WriteOptions& options = {});

/// What to load besides the small parts, which are always loaded.
struct ReadOptions {
    std::optional<std::vector<std::string>> layers =
        std::nullopt;  ///< names; none given: all; an empty list: no layer
    bool bins = true;
    bool ledger = true;
    bool findings = true;
    bool spectra = true;
    bool el = true;
    bool calibration_images = true;  ///< pixels of dark and flat frame
    int threads = 0;                 ///< for decompression; 0: all cores

    /// Only the small parts.
    [[nodiscard]] static ReadOptions header_only() {
        return {std::vector<std::string>{}, false, false, false, false, false, false, 0};
    }
};

/// Throws Error(input) that says what is wrong where the file is missing, no HDF5, truncated, not of this
/// program, of a newer schema, or damaged (checksums are checked on all that is loaded); Error(usage) for a
/// layer that it does not have. Sizes are checked before memory is taken.
[[nodiscard]] WaferFile read_wafer_file(const std::filesystem::path& path, const ReadOptions& options = {});

/// One layer of a file, with the checks of `read_wafer_file`.
[[nodiscard]] Layer read_layer(const std::filesystem::path& path, const std::string& name, int threads = 0);

struct LayerInfo {
    std::string name;
    std::string unit;
    std::string title;
    std::int64_t values = 0;  ///< that are not NaN
    float min = kNoData;
    float max = kNoData;
    std::int64_t stored_bytes = 0;
};

/// A summary that takes milliseconds whatever the file's size.
struct WaferFileInfo {
    WaferFile header;  ///< as with ReadOptions::header_only; bin_table has the counts
    std::vector<LayerInfo> layers;
    LedgerCounts tiles;
    std::map<std::string, std::int64_t> findings;  ///< how many of each kind that the file has
    std::int64_t spectra = 0;
    std::int64_t spectrum_pixels = 0;
    std::vector<float> spectrum_flags;  ///< one a spectrum; empty where the file has none
    std::int64_t el_records = 0;
    std::int64_t schema_version = 0;
    std::int64_t file_bytes = 0;
    bool has_bins = false;
};

[[nodiscard]] WaferFileInfo read_wafer_info(const std::filesystem::path& path);

/// Parts of a file to be replaced; what is not given stays. `log` is appended.
struct WaferUpdate {
    std::optional<std::string> recipe_toml = std::nullopt;
    std::vector<const Layer*> layers = {};        ///< replaced where a layer of that name exists, else added
    std::vector<std::string> remove_layers = {};  ///< names that don't exist are passed over
    std::optional<std::vector<std::uint8_t>> bins = std::nullopt;
    std::optional<std::vector<StoredBin>> bin_table = std::nullopt;
    std::vector<FindingList> findings = {};  ///< each in place of the file's list of its kind
    std::optional<std::vector<colour::ColourEvidence>> colours = std::nullopt;
    std::optional<DieTable> el = std::nullopt;
    /// Classes that people gave defects, all of each channel named.
    std::optional<std::map<std::string, std::vector<appearance::ClassByHand>>> by_hand = std::nullopt;
    std::optional<std::string> correlation_json = std::nullopt;
    std::optional<std::string> default_layer = std::nullopt;
    std::vector<LogEntry> log = {};
};

/// Replaces the file at `path` by one with `update` applied, atomically; layers and spectra that stay are
/// copied as they are stored, without decompression, and what others put into the file is carried over.
/// Returns what could not come along, for people (references between objects); mostly nothing. Errors as of
/// reading and writing. `options.force` is implied.
std::vector<PassedOver> update_wafer_file(const std::filesystem::path& path, const WaferUpdate& update,
                                          const WriteOptions& options = {});

}  // namespace waferglow
