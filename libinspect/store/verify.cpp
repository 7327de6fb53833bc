// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/verify.h"

#include "libinspect/base/parallel.h"
#include "libinspect/store/internal/hdf5_links.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/module_layout.h"
#include "libinspect/store/internal/wafer_layout.h"

#include <algorithm>
#include <array>
#include <new>
#include <set>

#include <fmt/format.h>

namespace waferglow {

namespace {

using Severity = VerifyFinding::Severity;

/// Walks a file and collects what is wrong with it.
class Verifier {
  public:
    Verifier(const hdf5::OpenedFile& opened, StoredObject object)
        : entry_(opened.entry.get()), object_(object) {}

    std::vector<VerifyFinding> run() {
        walk(entry_, "/entry", 0);
        if (object_ == StoredObject::module)
            check_module_parts();
        else
            check_parts();
        return std::move(findings_);
    }

  private:
    void add(Severity severity, const std::string& where, const std::string& what) {
        findings_.push_back({severity, where, what});
    }

    // Runs a check; whatever it throws is a finding.
    template <class Check>
    void attempt(const std::string& where, const Check& check) {
        try {
            check();
        } catch (const Error& error) {
            add(Severity::damage, where, error.what());
        } catch (const std::bad_alloc&) {
            add(Severity::damage, where, "claims more than there is memory");
        }
    }

    void walk(hid_t group, const std::string& path, int depth) {
        constexpr int kMaxDepth = 16;
        if (depth > kMaxDepth) return add(Severity::damage, path, "groups are nested too deeply");
        std::vector<std::string> names;
        attempt(path, [&] { names = hdf5::members(group); });
        for (const std::string& name : names) {
            const std::string where = fmt::format("{}/{}", path, name);
            if (is_loose_link(group, name, where)) continue;
            const hdf5::Object object(H5Oopen(group, name.c_str(), H5P_DEFAULT));
            if (!object) {
                add(Severity::damage, where, "can't be opened: " + hdf5::last_reason());
                continue;
            }
            // Axes are linked into every layer; each object is read once.
            H5O_info_t info;
            if (H5Oget_info2(object.get(), &info, H5O_INFO_BASIC) < 0) {
                add(Severity::damage, where, "has a damaged header: " + hdf5::last_reason());
                continue;
            }
            if (!seen_.insert(info.addr).second) continue;
            if (info.type == H5O_TYPE_GROUP) walk(object.get(), where, depth + 1);
            if (info.type == H5O_TYPE_DATASET) check_dataset(group, name, object.get(), where);
        }
    }

    // None of ours is soft: where one leads nowhere, somebody else's file or object is gone, and no byte
    // here.
    bool is_loose_link(hid_t group, const std::string& name, const std::string& where) {
        bool loose = false;
        attempt(where, [&] {
            const hdf5::Link link = hdf5::read_link(group, name);
            loose = link.kind != hdf5::Link::Kind::hard && !hdf5::leads_somewhere(group, name);
            if (loose)
                add(Severity::warning, where,
                    fmt::format("is a link to {}, which is not there", hdf5::describe(link)));
        });
        return loose;
    }

    void check_dataset(hid_t group, const std::string& name, hid_t dataset, const std::string& where) {
        attempt(where, [&] {
            if (const std::string filter = hdf5::missing_filter(dataset); !filter.empty())
                return add(Severity::warning, where,
                           "is not checked: it " + hdf5::missing_filter_text(filter));
            if (is_of_others(dataset))
                return add(
                    Severity::warning, where,
                    "is not checked: it was not written by WaferGlow, and its values are not understood");
            const hdf5::Dataspace space(H5Dget_space(dataset));
            if (H5Sget_simple_extent_ndims(space.get()) == 0) return check_single(group, name, dataset);
            const hdf5::StoredArray array = hdf5::open_array(group, name);
            if (!array.crc32) add(Severity::warning, where, "has no CRC-32: it was not written by WaferGlow");
            if (!array.filled) hdf5::require_plausible(array);
            if (array.shape.count() > hdf5::kMaxCells * sizeof(float)) {
                throw Error(ErrorKind::input, fmt::format("claims {} values", array.shape.count()));
            }
            buffer_.resize(array.bytes());
            hdf5::read_array(array, array.type, buffer_);
        });
    }

    // Types, ranks and places of values that WaferGlow never writes.
    static bool is_of_others(hid_t dataset) {
        const hdf5::Dataspace space(H5Dget_space(dataset));
        const hdf5::Datatype type(H5Dget_type(dataset));
        const H5T_class_t kind = H5Tget_class(type.get());
        const bool single = H5Sget_simple_extent_ndims(space.get()) == 0;
        const bool text = kind == H5T_STRING && (single || H5Tis_variable_str(type.get()) == 0);
        if (H5Sget_simple_extent_type(space.get()) == H5S_NULL || H5Sget_simple_extent_ndims(space.get()) > 3)
            return true;
        if (kind != H5T_INTEGER && kind != H5T_FLOAT && !text) return true;
        const hdf5::PropertyList creation(H5Dget_create_plist(dataset));
        return H5Pget_layout(creation.get()) == H5D_VIRTUAL || H5Pget_external_count(creation.get()) > 0;
    }

    static void check_single(hid_t group, const std::string& name, hid_t dataset) {
        const hdf5::Datatype type(H5Dget_type(dataset));
        if (H5Tget_class(type.get()) == H5T_STRING) {
            static_cast<void>(hdf5::get_text(group, name));
        } else {
            static_cast<void>(hdf5::get_number(group, name));
        }
    }

    // Reads the parts as the rest of the program does, and compares them with each other.
    void check_parts() {
        WaferFile file;
        attempt("/entry/wafer", [&] { file.map = hdf5::read_wafer(entry_); });
        if (file.map.grid().cells() == 0) return;
        attempt("/entry", [&] { file = hdf5::read_header(entry_); });
        std::vector<PassedOver> passed_over = file.passed_over;
        for (CalibrationEntry& calibration : file.calibration) check_image(calibration);
        attempt("/entry/map", [&] {
            for (const std::string& name : hdf5::list_layers(entry_, file.map.grid()).names)
                check_layer(name, file.map.grid());
        });
        attempt("/entry/ledger", [&] { check_ledger(file); });
        if (hdf5::has(entry_, "bins")) attempt("/entry/bins", [&] { check_bins(file); });
        attempt("/entry", [&] { static_cast<void>(hdf5::read_findings(entry_, file.map.grid())); });
        if (hdf5::has(entry_, "spectra")) {
            attempt("/entry/spectra", [&] {
                check_dies(hdf5::read_spectra(entry_, passed_over).dies, file.map.grid(), "spectra");
            });
        }
        if (hdf5::has(entry_, "el")) {
            attempt("/entry/el", [&] { static_cast<void>(hdf5::read_el(entry_, passed_over)); });
        }
        for (const PassedOver& part : passed_over) add(Severity::warning, part.where, part.why);
    }

    void check_module_parts() {
        WaferFile shared;
        attempt("/entry", [&] {
            hdf5::read_tool(entry_, shared);
            shared.status = hdf5::read_status(entry_);
            static_cast<void>(hdf5::read_log(entry_));
        });
        std::vector<PassedOver> passed_over;
        attempt("/entry/calibration",
                [&] { shared.calibration = hdf5::read_calibration(entry_, passed_over); });
        for (CalibrationEntry& calibration : shared.calibration) check_image(calibration);
        attempt("/entry/ledger", [&] { check_ledger(shared); });
        attempt("/entry/module", [&] {
            module::ModuleLight light = hdf5::read_module(entry_);
            hdf5::read_planes(entry_, light);
        });
    }

    // An entry may tell the digest of an image alone: there is nothing to compare then.
    void check_image(CalibrationEntry& calibration) {
        if (!calibration.image) return;
        const std::string where = "/entry/calibration/" + calibration.name;
        attempt(where, [&] {
            std::vector<CalibrationEntry> one{std::move(calibration)};
            hdf5::read_calibration_images(entry_, one);
            if (image_digest(one.front().image->pixels) != one.front().digest)
                add(Severity::damage, where, "its pixels do not match their SHA-256");
        });
    }

    void check_layer(const std::string& name, const DieGrid& grid) {
        attempt("/entry/map/" + name, [&] {
            static_cast<void>(hdf5::read_layer_info(entry_, name));
            const hdf5::StoredArray array =
                hdf5::open_array(hdf5::open_group(entry_, "map/" + name).get(), "data");
            if (array.shape.rows != static_cast<std::size_t>(grid.rows) ||
                array.shape.cols != static_cast<std::size_t>(grid.cols)) {
                throw Error(ErrorKind::input,
                            fmt::format("has {} x {} values where the grid has {} x {} dies",
                                        array.shape.rows, array.shape.cols, grid.rows, grid.cols));
            }
        });
    }

    void check_ledger(const WaferFile& file) {
        const std::vector<LedgerEntry> ledger = hdf5::read_ledger(entry_);
        const LedgerCounts counts = count_tiles(ledger);
        const std::string where = "/entry/ledger";
        if (counts != hdf5::read_ledger_counts(entry_)) {
            add(Severity::damage, where, "its summary does not agree with its entries");
        }
        if (file.status == FileStatus::complete && counts.expected > 0) {
            add(Severity::damage, where,
                fmt::format("the file is marked complete, but {} of {} tiles are not accounted for",
                            counts.expected, counts.total()));
        }
        std::set<std::int32_t> indices;
        for (const LedgerEntry& entry : ledger) {
            if (!indices.insert(entry.index).second) {
                add(Severity::damage, where, fmt::format("tile {} occurs twice", entry.index));
            }
            if (entry.channel < 0 || static_cast<std::size_t>(entry.channel) >= file.channels.size()) {
                add(Severity::damage, where,
                    fmt::format("tile {} has channel {}, which does not exist", entry.index, entry.channel));
            }
        }
    }

    void check_bins(const WaferFile& file) {
        std::array<std::int64_t, 256> dies{};
        for (const std::uint8_t code : hdf5::read_bins(entry_, file.map.grid())) ++dies[code];
        for (const StoredBin& bin : file.bin_table) {
            if (dies[bin.code] != bin.dies) {
                add(Severity::damage, "/entry/bins/classes",
                    fmt::format("bin '{}' has {} dies, not {}", bin.name, dies[bin.code], bin.dies));
            }
            dies[bin.code] = 0;
        }
        dies[kNoBinCode] = 0;
        for (std::size_t code = 0; code < dies.size(); ++code) {
            if (dies[code] > 0)
                add(Severity::damage, "/entry/bins", fmt::format("code {} has no meaning", code));
        }
    }

    void check_dies(const DieTable& table, const DieGrid& grid, const char* what) {
        for (std::size_t i = 0; i < table.size(); ++i) {
            if (!grid.contains({table.row[i], table.col[i]})) {
                return add(Severity::warning, fmt::format("/entry/{}", what),
                           fmt::format("die ({}, {}) lies outside of the grid", table.row[i], table.col[i]));
            }
        }
    }

    hid_t entry_;
    StoredObject object_;
    std::set<haddr_t> seen_;
    std::vector<std::byte> buffer_;
    std::vector<VerifyFinding> findings_;
};

}  // namespace

std::vector<VerifyFinding> verify_wafer_file(const std::filesystem::path& path, int threads) {
    const ThreadLimit limit(threads);
    const StoredObject object = stored_object(path);
    const hdf5::OpenedFile opened(
        path, object == StoredObject::module ? hdf5::kModuleDefinition : hdf5::kDefinition);
    return Verifier(opened, object).run();
}

}  // namespace waferglow
