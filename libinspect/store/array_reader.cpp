// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/store/digest.h"
#include "libinspect/store/internal/hdf5_arrays.h"
#include "libinspect/store/internal/hdf5_nodes.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <fmt/format.h>

namespace waferglow::hdf5 {

namespace {

constexpr std::uint64_t kMaxChunkBytes = std::uint64_t{1}
                                         << 28U;              // ours have 256 KiB; others may be generous
constexpr std::uint64_t kMaxBytes = std::uint64_t{1} << 40U;  // of one array; beyond is damage

Error damaged(const StoredArray& array, std::string_view what) {
    return {ErrorKind::input,
            fmt::format("{}: {}; the file is damaged", describe(array.dataset.get()), what)};
}

ElementType element_of(const Datatype& type, hid_t dataset) {
    ElementType element;
    element.size = H5Tget_size(type.get());
    switch (H5Tget_class(type.get())) {
        case H5T_INTEGER:
            element.kind = ElementType::Kind::integer;
            element.is_signed = H5Tget_sign(type.get()) == H5T_SGN_2;
            break;
        case H5T_FLOAT:
            element.kind = ElementType::Kind::floating;
            break;
        case H5T_STRING:
            if (H5Tis_variable_str(type.get()) == 0) {
                element.kind = ElementType::Kind::text;
                break;
            }
            [[fallthrough]];
        default:
            throw Error(ErrorKind::input,
                        fmt::format("{}: has values of a type that is not understood", describe(dataset)));
    }
    if (element.kind == ElementType::Kind::text) element.is_signed = true;
    if (element.size == 0 || element.size > kMaxChunkBytes) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: claims elements of {} bytes", describe(dataset), element.size));
    }
    return element;
}

ArrayShape shape_of(hid_t dataset, std::size_t element_size) {
    const Dataspace space(H5Dget_space(dataset));
    const int rank = H5Sget_simple_extent_ndims(space.get());
    std::array<hsize_t, 3> dims{1, 1, 1};
    if (rank < 1 || rank > 3 || H5Sget_simple_extent_dims(space.get(), dims.data(), nullptr) < 0) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: is neither a vector, a matrix nor pictures", describe(dataset)));
    }
    std::uint64_t left = kMaxBytes / element_size;
    for (const hsize_t length : dims) {
        if (length > left)
            throw Error(ErrorKind::input, fmt::format("{}: claims {} x {} x {} values", describe(dataset),
                                                      dims[0], dims[1], dims[2]));
        left /= std::max<hsize_t>(length, 1);
    }
    if (rank == 1) return {1, dims[0], false};
    if (rank == 2) return {dims[0], dims[1], true};
    return {dims[0], dims[1] * dims[2], true, dims[1]};
}

// The pipeline that we write and decode ourselves.
bool has_our_filters(hid_t creation) {
    constexpr std::array kOurs{H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32};
    if (H5Pget_nfilters(creation) != static_cast<int>(kOurs.size())) return false;
    for (unsigned i = 0; i < kOurs.size(); ++i) {
        unsigned flags = 0;
        std::size_t values = 0;
        if (H5Pget_filter2(creation, i, &flags, &values, nullptr, 0, nullptr, nullptr) != kOurs[i])
            return false;
    }
    return true;
}

void inspect_storage(StoredArray& array, const Datatype& type) {
    const hid_t dataset = array.dataset.get();
    const PropertyList creation(H5Dget_create_plist(dataset));
    const H5D_layout_t layout = H5Pget_layout(creation.get());
    if (layout == H5D_VIRTUAL || H5Pget_external_count(creation.get()) > 0) {
        throw Error(ErrorKind::input, fmt::format("{}: keeps its values in other files", describe(dataset)));
    }
    array.stored_bytes = H5Dget_storage_size(dataset);
    if (layout != H5D_CHUNKED) return;
    std::array<hsize_t, 3> chunk{1, 1, 1};
    const int rank = array.shape.rank();
    bool sound = H5Pget_chunk(creation.get(), rank, chunk.data()) == rank;
    std::uint64_t left = kMaxChunkBytes / array.type.size;
    for (const hsize_t length : chunk) {
        sound = sound && length > 0 && length <= left;
        if (sound) left /= length;
    }
    if (!sound) throw damaged(array, "has chunks of an impossible size");
    const std::array<hsize_t, 3> dims = array.shape.dims();
    const bool whole_pictures = rank < 3 || (chunk[1] == dims[1] && chunk[2] == dims[2]);
    if (rank == 1) array.chunk = {1, chunk[0], false};
    if (rank == 2) array.chunk = {chunk[0], chunk[1], true};
    if (rank == 3) array.chunk = {chunk[0], chunk[1] * chunk[2], true, chunk[1]};
    array.ours = whole_pictures && has_our_filters(creation.get()) &&
                 H5Tequal(type.get(), make_type(array.type).get()) > 0;
    H5D_fill_value_t defined = H5D_FILL_VALUE_UNDEFINED;
    array.fill.resize(array.type.size);
    if (H5Pfill_value_defined(creation.get(), &defined) >= 0 && defined == H5D_FILL_VALUE_USER_DEFINED) {
        array.filled = H5Pget_fill_value(creation.get(), type.get(), array.fill.data()) >= 0;
    }
}

// One chunk as it lies in the file; no bytes: left out.
struct StoredChunk {
    std::vector<std::byte> bytes;
    const char* complaint = "";
};

// Reads a chunk's bytes; false where it was not written through all filters, which only HDF5 can read.
bool fetch(const StoredArray& array, std::array<hsize_t, 2> at, std::size_t raw_bytes, StoredChunk& slot) {
    const hid_t dataset = array.dataset.get();
    const std::array<hsize_t, 3> place = array.shape.offset(at[0], at[1]);
    const hsize_t* offset = place.data();
    std::uint32_t skipped = 0;
    haddr_t address = HADDR_UNDEF;
    hsize_t size = 0;
    if (H5Dget_chunk_info_by_coord(dataset, offset, &skipped, &address, &size) < 0) {
        throw failure_at(ErrorKind::input, dataset, "a chunk can't be found; the file is damaged");
    }
    slot.bytes.clear();
    slot.complaint = "";
    if (address == HADDR_UNDEF) {
        if (!array.filled) throw damaged(array, "a chunk is missing");
        return true;
    }
    if (skipped != 0) return false;
    if (size > max_encoded_bytes(raw_bytes))
        throw damaged(array, fmt::format("a chunk claims {} bytes", size));
    slot.bytes.resize(size);
    if (H5Dread_chunk(dataset, H5P_DEFAULT, offset, &skipped, slot.bytes.data()) < 0) {
        throw failure_at(ErrorKind::input, dataset, "a chunk can't be read; the file is damaged");
    }
    return true;
}

void scatter(const StoredArray& array, std::array<hsize_t, 2> at, std::span<const std::byte> raw,
             std::span<std::byte> out) {
    const std::size_t size = array.type.size;
    const std::size_t rows = std::min<std::size_t>(array.chunk.rows, array.shape.rows - at[0]);
    const std::size_t cols = std::min<std::size_t>(array.chunk.cols, array.shape.cols - at[1]);
    for (std::size_t row = 0; row < rows; ++row) {
        std::memcpy(out.data() + ((at[0] + row) * array.shape.cols + at[1]) * size,
                    raw.data() + row * array.chunk.cols * size, cols * size);
    }
}

// Decodes the chunks on all cores; false where HDF5 has to do it.
bool read_chunks(const StoredArray& array, std::span<std::byte> out) {
    const ArrayShape& chunk = array.chunk;
    const std::size_t raw_bytes = chunk.count() * array.type.size;
    const std::size_t down = (array.shape.rows + chunk.rows - 1) / chunk.rows;
    const std::size_t across = (array.shape.cols + chunk.cols - 1) / chunk.cols;
    const std::size_t batch_chunks =
        std::clamp<std::size_t>((kBatchChunks << 18U) / raw_bytes, 1, kBatchChunks);
    std::vector<StoredChunk> batch(batch_chunks);
    for (std::size_t first = 0; first < down * across; first += batch_chunks) {
        const std::size_t count = std::min(batch_chunks, down * across - first);
        const auto corner = [&](std::size_t slot) {
            const std::size_t index = first + slot;
            return std::array<hsize_t, 2>{index / across * chunk.rows, index % across * chunk.cols};
        };
        for (std::size_t slot = 0; slot < count; ++slot) {
            if (!fetch(array, corner(slot), raw_bytes, batch[slot])) return false;
        }
        parallel_blocks(count, kChunksPerTask, [&](std::size_t begin, std::size_t end) {
            ChunkDecoder decoder;
            std::vector<std::byte> raw(raw_bytes);
            for (std::size_t slot = begin; slot < end; ++slot) {
                StoredChunk& taken = batch[slot];
                if (taken.bytes.empty()) {
                    for (std::size_t at = 0; at < raw_bytes; at += array.type.size) {
                        std::memcpy(raw.data() + at, array.fill.data(), array.type.size);
                    }
                } else {
                    taken.complaint = decoder.decode(taken.bytes, array.type.size, raw);
                }
                if (*taken.complaint == '\0') scatter(array, corner(slot), raw, out);
            }
        });
        for (std::size_t slot = 0; slot < count; ++slot) {
            if (*batch[slot].complaint != '\0') throw damaged(array, batch[slot].complaint);
        }
    }
    return true;
}

}  // namespace

StoredArray open_array(hid_t parent, const std::string& name) {
    if (!has(parent, name)) throw missing(parent, name);
    StoredArray array;
    array.dataset = Dataset(H5Dopen2(parent, name.c_str(), H5P_DEFAULT));
    if (!array.dataset) throw failure_at(ErrorKind::input, parent, fmt::format("'{}' can't be read", name));
    const Datatype type(H5Dget_type(array.dataset.get()));
    array.type = element_of(type, array.dataset.get());
    array.shape = shape_of(array.dataset.get(), array.type.size);
    inspect_storage(array, type);
    if (has_attribute(array.dataset.get(), "crc32")) {
        array.crc32 = static_cast<std::uint32_t>(integer_attribute(array.dataset.get(), "crc32"));
    }
    return array;
}

void require_plausible(const StoredArray& array) {
    constexpr std::uint64_t kMaxRatio = 1040;  // deflate shrinks 258 bytes to 2 bits at best, 1032 to 1
    if (array.bytes() / kMaxRatio > array.stored_bytes) {
        throw damaged(array, fmt::format("claims {} values but holds {} bytes", array.shape.count(),
                                         array.stored_bytes));
    }
}

void read_array(const StoredArray& array, ElementType wanted, std::span<std::byte> out) {
    if (out.empty()) return;
    const bool as_stored = wanted == array.type;
    if ((wanted.kind == ElementType::Kind::text) != (array.type.kind == ElementType::Kind::text)) {
        throw Error(ErrorKind::input,
                    fmt::format("{}: holds values of another kind", describe(array.dataset.get())));
    }
    if (!(as_stored && array.ours && read_chunks(array, out)) &&
        H5Dread(array.dataset.get(), make_type(wanted).get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()) <
            0) {
        throw failure_at(ErrorKind::input, array.dataset.get(), "can't be read");
    }
    if (as_stored && array.crc32 && *array.crc32 != crc32_of(out)) {
        throw damaged(array, "its values do not match their CRC-32");
    }
}

}  // namespace waferglow::hdf5
