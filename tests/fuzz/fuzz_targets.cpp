// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/fuzz_targets.h"

#include "libinspect/base/error.h"
#include "libinspect/formats/byte_stream.h"
#include "libinspect/formats/e142.h"
#include "libinspect/formats/el_source.h"
#include "libinspect/formats/image_io.h"
#include "libinspect/formats/internal/stdf.h"
#include "libinspect/formats/klarf.h"
#include "libinspect/formats/layout_file.h"
#include "libinspect/formats/recording.h"
#include "libinspect/formats/sinf.h"
#include "libinspect/formats/spectra_table.h"

#include <new>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

namespace waferglow::fuzz {
namespace {

/// Bytes as a file in memory, with a path.
class MemoryFile {
  public:
    MemoryFile(const std::uint8_t* data, std::size_t size)
        : descriptor_(::memfd_create("fuzz", MFD_CLOEXEC)) {
        if (descriptor_ < 0) throw std::runtime_error("no file in memory");
        if (size != 0 && ::write(descriptor_, data, size) != static_cast<ssize_t>(size))
            throw std::runtime_error("can't write");
    }
    ~MemoryFile() { ::close(descriptor_); }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  private:
    int descriptor_;
};

const DieGrid kGrid{.rows = 100,
                    .cols = 100,
                    .x0_um = -5000.0,
                    .y0_um = 5000.0,
                    .pitch_x_um = 100.0,
                    .pitch_y_um = 100.0,
                    .die_width_um = 80.0,
                    .die_height_um = 80.0};

/// `data` as one gzip member.
std::vector<std::uint8_t> packed(const std::uint8_t* data, std::size_t size) {
    constexpr int kGzip = 16 + MAX_WBITS;
    z_stream state{};
    if (deflateInit2(&state, Z_BEST_SPEED, Z_DEFLATED, kGzip, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    std::vector<std::uint8_t> bytes(deflateBound(&state, size));
    state.next_in = const_cast<Bytef*>(data);
    state.avail_in = static_cast<uInt>(size);
    state.next_out = bytes.data();
    state.avail_out = static_cast<uInt>(bytes.size());
    const int code = deflate(&state, Z_FINISH);
    bytes.resize(state.total_out);
    deflateEnd(&state);
    if (code != Z_STREAM_END) throw std::runtime_error("can't pack");
    return bytes;
}

template <class Read>
void bear(const std::uint8_t* data, std::size_t size, const Read& read) {
    const MemoryFile file(data, size);
    try {
        read(file.path());
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::input) throw;
    }
}

/// By its own reader and by the one that finds out what it is, as it is and packed.
void read_both(const std::uint8_t* data, std::size_t size, void (*read)(const std::string&)) {
    const std::vector<std::uint8_t> gzip = packed(data, size);
    for (const auto& [bytes, count] : {std::pair{data, size}, {gzip.data(), gzip.size()}}) {
        bear(bytes, count, read);
        bear(bytes, count, [](const std::string& path) { (void)read_el(path, kGrid); });
    }
}

void read_spectra(const std::string& path) {
    SpectraReader reader(path);
    SpectraBlock block;
    while (reader.next(block)) {
    }
}

/// The mapping of the tables in the corpus.
ElMapping table_mapping() {
    return {.separator = ';',
            .decimal = ',',
            .header_line = 0,
            .row = "Y",
            .col = "X",
            .rows_up = true,
            .cols_left = false,
            .x = {},
            .y = {},
            .place_um = 1.0,
            .columns = {ElSourceColumn{"LOP", {}, 1.0}, std::nullopt, std::nullopt, std::nullopt},
            .pass = "Bin",
            .pass_values = {"1", "2"},
            .fail_values = {}};
}

}  // namespace

void read_klarf_bytes(const std::uint8_t* data, std::size_t size) {
    read_both(data, size, [](const std::string& path) { (void)read_klarf(path); });
}

void read_e142_bytes(const std::uint8_t* data, std::size_t size) {
    read_both(data, size, [](const std::string& path) { (void)read_e142(path); });
}

void read_sinf_bytes(const std::uint8_t* data, std::size_t size) {
    read_both(data, size, [](const std::string& path) { (void)turned_flat_down(read_sinf(path)); });
}

void read_stdf_bytes(const std::uint8_t* data, std::size_t size) {
    read_both(data, size, [](const std::string& path) {
        const std::vector<std::string> wanted{"IR", "100"};
        (void)read_stdf(path, wanted);
    });
}

void read_csv_bytes(const std::uint8_t* data, std::size_t size) {
    read_both(data, size, [](const std::string& path) {
        ElOptions options;
        options.mapping = table_mapping();
        (void)read_el(path, kGrid, options);
    });
}

void read_mapping_bytes(const std::uint8_t* data, std::size_t size) {
    bear(data, size, [](const std::string& path) { (void)read_el_mapping(path); });
}

void read_recording_bytes(const std::uint8_t* data, std::size_t size) {
    bear(data, size, [](const std::string& path) { (void)read_recording(path); });
    bear(data, size, read_spectra);
    const std::vector<std::uint8_t> gzip = packed(data, size);
    bear(gzip.data(), gzip.size(), read_spectra);
}

void read_gzip_bytes(const std::uint8_t* data, std::size_t size) {
    constexpr std::uint64_t kMostBytes = 1U << 18U;  // a bomb of more costs the fuzzer its time
    bear(data, size, [](const std::string& path) { (void)read_bytes(path, kMostBytes); });
    bear(data, size, [](const std::string& path) { (void)read_beginning(path, 1U << 16U); });
    bear(data, size, [](const std::string& path) { (void)read_text(path, kMostBytes); });
    bear(data, size, [](const std::string& path) {
        if (read_bytes(path, kMostBytes).size() < kMostBytes) (void)read_el(path, kGrid);
    });
}

void read_layout_bytes(const std::uint8_t* data, std::size_t size) {
    const std::vector<std::uint8_t> gzip = packed(data, size);
    const auto read = [](const std::string& path) { (void)read_layout(path, kGrid); };
    bear(data, size, read);
    bear(gzip.data(), gzip.size(), read);
}

void read_image_bytes(const std::uint8_t* data, std::size_t size) {
    constexpr std::int64_t kMostPixels = 1 << 22;  // a header that promises more costs the fuzzer its time
    bear(data, size, [](const std::string& path) {
        const ImageInfo info = read_image_info(path);
        if (static_cast<std::int64_t>(info.width) * info.height <= kMostPixels) (void)read_image(path);
    });
}

}  // namespace waferglow::fuzz
