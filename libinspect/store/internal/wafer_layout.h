// SPDX-License-Identifier: GPL-3.0-or-later
// The places of a wafer file, and how its parts are written and read. Internal to this room; the layout is
// described in wafer_file.h.
#pragma once

#include "libinspect/finding/finding_kinds.h"
#include "libinspect/store/internal/hdf5_arrays.h"
#include "libinspect/store/internal/hdf5_handle.h"
#include "libinspect/store/wafer_content.h"
#include "libinspect/store/wafer_file.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace waferglow::hdf5 {

inline constexpr const char* kDefinition = "waferglow-wafer";
/// Column of the ledger that files of older versions lack: LedgerEntry::pixels.
inline constexpr const char* kPixelsColumn = "pixel_digest";
/// The member of /entry that tells of the appearance of dies.
inline constexpr const char* kAppearance = "appearance";
/// Of its members the one that is no channel: pictures of dies.
inline constexpr const char* kPictures = "pictures";
/// Of a channel in it: classes that people gave.
inline constexpr const char* kByHand = "by_hand";
/// Most cells of a grid: 20 times the largest wafer planned for. A larger claim is damage.
inline constexpr std::uint64_t kMaxCells = 2'000'000'000;

/// A layer to be written, or one to be copied from another file as it is stored.
struct LayerSource {
    LayerInfo info;                ///< for a copied layer
    const Layer* layer = nullptr;  ///< for one to be written
};

/// What is written where. A copied part comes from `/entry` of `copy_from`.
struct WritePlan {
    const WaferFile* file = nullptr;
    std::vector<LayerSource> layers;
    std::vector<std::string> other_layers{};  ///< names of those that are carried over afterwards
    hid_t copy_from = H5I_INVALID_HID;
    bool copy_calibration = false;
    bool copy_spectra = false;
    bool copy_el = false;
    bool copy_appearance = false;
    /// In place of what is copied; null: that stays.
    const std::map<std::string, std::vector<appearance::ClassByHand>>* by_hand = nullptr;
};

/// Throws Error(usage) where the parts do not fit together.
void validate(const WritePlan& plan);
/// Bytes of the content before compression, roughly from above.
[[nodiscard]] std::uint64_t raw_bytes(const WritePlan& plan);
/// Writes everything to a new file.
void write_content(const NewFile& file, const ArrayWriter& arrays, const WritePlan& plan);

// The parts, each a member of /entry.
void write_wafer(hid_t entry, const ArrayWriter& arrays, const DieMap& map);
void write_tool(hid_t entry, const ArrayWriter& arrays, const WaferFile& file);
void write_calibration(hid_t entry, const ArrayWriter& arrays, const WaferFile& file);
void write_registration(hid_t entry, const StoredRegistration& registration);
void write_ledger(hid_t entry, const ArrayWriter& arrays, const std::vector<LedgerEntry>& ledger);
void write_log(hid_t entry, const ArrayWriter& arrays, const std::vector<LogEntry>& log);
void write_map(hid_t entry, const ArrayWriter& arrays, const WritePlan& plan);
void write_bins(hid_t entry, const ArrayWriter& arrays, const WaferFile& file);
/// The lists whose kind lies in /entry/bins, or those that lie in /entry; `parent` is that group.
void write_findings(hid_t parent, const ArrayWriter& arrays, const WaferFile& file, bool in_bins);
void write_list(hid_t group, const ArrayWriter& arrays, const FindingList& list, const DieGrid& grid);
/// Nothing for small grids; see stored_pyramid.h.
void write_layer_pyramid(hid_t entry, const ArrayWriter& arrays, const DieGrid& grid, const Layer& layer);
void write_bin_pyramid(hid_t entry, const ArrayWriter& arrays, const WaferFile& file);
/// Nothing where the other file has no pyramid of that layer.
void copy_layer_pyramid(hid_t from, hid_t entry, const std::string& layer);
void write_spectra(hid_t entry, const ArrayWriter& arrays, const StoredSpectra& spectra);
void write_el(hid_t entry, const ArrayWriter& arrays, const DieTable& el);
/// Nothing where nobody looked.
void write_appearance(hid_t entry, const ArrayWriter& arrays, const WaferFile& file);
/// In place of what the channel's group has of them.
void write_by_hand(hid_t channel, const ArrayWriter& arrays,
                   const std::vector<appearance::ClassByHand>& by_hand);
void write_pictures(hid_t appearance, const ArrayWriter& arrays, const appearance::DiePictures& pictures,
                    const DieGrid& grid);

/// Nothing where there is no colour channel.
void write_colours(hid_t entry, const ArrayWriter& arrays,
                   const std::vector<colour::ColourEvidence>& colours);

/// A wafer file (or, by its definition, a module file) opened for reading; its identity and version are
/// checked. Throws Error(input).
struct OpenedFile {
    explicit OpenedFile(const std::filesystem::path& path, std::string_view definition = kDefinition);
    QuietErrors quiet;
    File file;
    Group entry;
    std::int64_t schema_version = 0;
};

/// The wafer and its grid, without layers.
[[nodiscard]] DieMap read_wafer(hid_t entry);
// Small parts that files of modules have as well.
void read_tool(hid_t entry, WaferFile& file);
[[nodiscard]] std::vector<LogEntry> read_log(hid_t entry);
[[nodiscard]] FileStatus read_status(hid_t entry);
/// All small parts; none of those that ReadOptions can leave out.
[[nodiscard]] WaferFile read_header(hid_t entry);
/// Images without their pixels. What is no calibration is added to `passed_over`.
[[nodiscard]] std::vector<CalibrationEntry> read_calibration(hid_t entry,
                                                             std::vector<PassedOver>& passed_over);
/// Loads the pixels of the calibrations that are images.
void read_calibration_images(hid_t entry, std::vector<CalibrationEntry>& calibrations);
[[nodiscard]] std::vector<LedgerEntry> read_ledger(hid_t entry);
[[nodiscard]] LedgerCounts read_ledger_counts(hid_t entry);
[[nodiscard]] std::vector<StoredBin> read_bin_table(hid_t entry);
/// Of all kinds that the file has, in the order of finding_kinds().
[[nodiscard]] std::vector<FindingList> read_findings(hid_t entry, const DieGrid& grid);
[[nodiscard]] FindingList read_list(hid_t group, const FindingKind& kind, const DieGrid& grid);
[[nodiscard]] std::map<std::string, std::int64_t> count_findings(hid_t entry);
[[nodiscard]] std::vector<appearance::AppearanceEvidence> read_appearance(hid_t entry, const DieGrid& grid);
[[nodiscard]] std::vector<colour::ColourEvidence> read_colours(hid_t entry);
struct LayerList {
    std::vector<std::string> names;       ///< that can be read, in the order of the file
    std::vector<std::string> of_others;   ///< of `names`: layers that other programs wrote
    std::vector<PassedOver> passed_over;  ///< other members of /entry/map
};
[[nodiscard]] LayerList list_layers(hid_t entry, const DieGrid& grid);
[[nodiscard]] LayerInfo read_layer_info(hid_t entry, const std::string& name);
void read_layer_values(hid_t entry, const std::string& name, const DieGrid& grid, std::vector<float>& values);
[[nodiscard]] std::vector<std::uint8_t> read_bins(hid_t entry, const DieGrid& grid);
// Columns that can't be read are added to `passed_over`.
[[nodiscard]] StoredSpectra read_spectra(hid_t entry, std::vector<PassedOver>& passed_over);
[[nodiscard]] DieTable read_el(hid_t entry, std::vector<PassedOver>& passed_over);

}  // namespace waferglow::hdf5
