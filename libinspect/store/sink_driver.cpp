// SPDX-License-Identifier: GPL-3.0-or-later
// FileSink as a virtual file driver of HDF5 (H5FDpublic.h): thin calls, no exception leaves them.
#include "libinspect/store/internal/file_sink.h"

#include <exception>

namespace waferglow::hdf5 {

namespace {

constexpr haddr_t kMaxAddress = (haddr_t{1} << 62U) - 1;

using SinkPointer = FileSink*;  // the driver's property in an access list

// What HDF5 keeps of an open file; it expects its own part first.
struct SinkFile {
    H5FD_t common{};
    FileSink* sink = nullptr;
    haddr_t end_of_allocation = 0;
};

SinkFile& self(H5FD_t* file) {
    return *reinterpret_cast<SinkFile*>(file);
}
const SinkFile& self(const H5FD_t* file) {
    return *reinterpret_cast<const SinkFile*>(file);
}

H5FD_t* open_file(const char* /*name*/, unsigned /*flags*/, hid_t access_list, haddr_t /*maxaddr*/) {
    const auto* sink = static_cast<const SinkPointer*>(H5Pget_driver_info(access_list));
    if (sink == nullptr) return nullptr;
    auto* file = new (std::nothrow) SinkFile;
    if (file == nullptr) return nullptr;
    file->sink = *sink;
    return &file->common;
}

herr_t close_file(H5FD_t* file) {
    delete &self(file);
    return 0;
}

herr_t query(const H5FD_t* /*file*/, unsigned long* flags) {
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA | H5FD_FEAT_DEFAULT_VFD_COMPATIBLE;
    return 0;
}

haddr_t get_eoa(const H5FD_t* file, H5FD_mem_t /*type*/) {
    return self(file).end_of_allocation;
}

herr_t set_eoa(H5FD_t* file, H5FD_mem_t /*type*/, haddr_t address) {
    self(file).end_of_allocation = address;
    return 0;
}

haddr_t get_eof(const H5FD_t* file, H5FD_mem_t /*type*/) {
    return self(file).sink->end();
}

herr_t read(H5FD_t* file, H5FD_mem_t /*type*/, hid_t /*dxpl*/, haddr_t address, std::size_t size,
            void* into) {
    return self(file).sink->read(address, {static_cast<std::byte*>(into), size}) ? 0 : -1;
}

herr_t write(H5FD_t* file, H5FD_mem_t /*type*/, hid_t /*dxpl*/, haddr_t address, std::size_t size,
             const void* from) {
    try {
        self(file).sink->write(address, {static_cast<const std::byte*>(from), size});
        return 0;
    } catch (const std::exception&) {
        return -1;  // no memory
    }
}

herr_t truncate(H5FD_t* file, hid_t /*dxpl*/, hbool_t /*closing*/) {
    self(file).sink->truncate(self(file).end_of_allocation);
    return 0;
}

H5FD_class_t driver_class() {
    H5FD_class_t made{};
#if H5_VERSION_GE(1, 14, 0)
    made.version = H5FD_CLASS_VERSION;
    made.value = static_cast<H5FD_class_value_t>(700);  // of the range for private use
#endif
    made.name = "waferglow_sink";
    made.maxaddr = kMaxAddress;
    made.fc_degree = H5F_CLOSE_STRONG;
    made.fapl_size = sizeof(SinkPointer);  // NOLINT(bugprone-sizeof-expression): the pointer is kept
    made.open = open_file;
    made.close = close_file;
    made.query = query;
    made.get_eoa = get_eoa;
    made.set_eoa = set_eoa;
    made.get_eof = get_eof;
    made.read = read;
    made.write = write;
    made.truncate = truncate;
    constexpr H5FD_mem_t kMap[H5FD_MEM_NTYPES] = H5FD_FLMAP_DICHOTOMY;
    for (std::size_t i = 0; i < H5FD_MEM_NTYPES; ++i) made.fl_map[i] = kMap[i];
    return made;
}

}  // namespace

SinkDriver::SinkDriver(FileSink& sink) : sink_(&sink), driver_(H5I_INVALID_HID) {
    const H5FD_class_t made = driver_class();
    driver_ = H5FDregister(&made);
    if (driver_ < 0) throw failure(ErrorKind::job, sink.path().string(), "HDF5 refused the file driver");
}

SinkDriver::~SinkDriver() {
    H5FDunregister(driver_);
}

void SinkDriver::apply(hid_t access_list) const {
    if (H5Pset_driver(access_list, driver_, &sink_) < 0) {
        throw failure(ErrorKind::job, sink_->path().string(), "HDF5 refused the file driver");
    }
}

}  // namespace waferglow::hdf5
