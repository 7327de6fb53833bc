// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/base/parallel.h"
#include "libinspect/store/digest.h"
#include "libinspect/store/internal/hdf5_arrays.h"
#include "libinspect/store/internal/hdf5_nodes.h"
#include "libinspect/store/internal/new_file.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <future>
#include <memory>

#include <fmt/format.h>

namespace waferglow::hdf5 {

static_assert(std::endian::native == std::endian::little, "elements are written as they lie in memory");

namespace {

struct ChunkGrid {
    std::size_t down;
    std::size_t across;
    [[nodiscard]] std::size_t count() const { return down * across; }
};

ArrayShape clipped_chunk(const ArrayView& view) {
    return {std::min(view.chunk.rows, view.shape.rows), std::min(view.chunk.cols, view.shape.cols),
            view.shape.matrix, view.shape.picture_rows};
}

bool all_fill(std::span<const std::byte> raw, const std::vector<std::byte>& fill) {
    if (fill.empty()) return false;
    const bool first = std::equal(fill.begin(), fill.end(), raw.begin());
    return first && std::memcmp(raw.data(), raw.data() + fill.size(), raw.size() - fill.size()) == 0;
}

// The values of one chunk; what lies beyond the edge of the array is fill.
void gather(const ArrayView& view, const ArrayShape& chunk, std::size_t row0, std::size_t col0,
            std::span<std::byte> raw) {
    const std::size_t size = view.type.size;
    const std::size_t rows = std::min(chunk.rows, view.shape.rows - row0);
    const std::size_t cols = std::min(chunk.cols, view.shape.cols - col0);
    if (rows < chunk.rows || cols < chunk.cols) {
        const std::vector<std::byte> zeros(size);
        const std::vector<std::byte>& fill = view.fill.empty() ? zeros : view.fill;
        for (std::size_t at = 0; at < raw.size(); at += size) std::memcpy(raw.data() + at, fill.data(), size);
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const std::size_t from = ((row0 + row) * view.shape.cols + col0) * size;
        std::memcpy(raw.data() + row * chunk.cols * size, view.bytes.data() + from, cols * size);
    }
}

Dataset create_dataset(hid_t parent, const std::string& name, const ArrayView& view, int level) {
    const std::array<hsize_t, 3> dims = view.shape.dims();
    const std::array<hsize_t, 3> chunk = clipped_chunk(view).dims();
    const int rank = view.shape.rank();
    const Dataspace space(H5Screate_simple(rank, dims.data(), nullptr));
    const PropertyList creation(H5Pcreate(H5P_DATASET_CREATE));
    const Datatype type = make_type(view.type);
    H5Pset_obj_track_times(creation.get(), false);
    if (view.shape.count() > 0) {
        constexpr int kMaxNominalLevel = 9;
        H5Pset_chunk(creation.get(), rank, chunk.data());
        H5Pset_shuffle(creation.get());
        H5Pset_deflate(creation.get(), static_cast<unsigned>(std::clamp(level, 1, kMaxNominalLevel)));
        H5Pset_fletcher32(creation.get());
        if (!view.fill.empty()) H5Pset_fill_value(creation.get(), type.get(), view.fill.data());
    }
    Dataset dataset(
        H5Dcreate2(parent, name.c_str(), type.get(), space.get(), H5P_DEFAULT, creation.get(), H5P_DEFAULT));
    if (!dataset) throw failure_at(ErrorKind::job, parent, fmt::format("'{}' can't be written", name));
    return dataset;
}

}  // namespace

struct ArrayWriter::Scratch {
    // One chunk on its way to the file; size 0: all fill, not stored.
    struct PackedChunk {
        std::vector<std::byte> bytes;
        std::size_t size = 0;
    };
    using Batch = std::array<PackedChunk, kBatchChunks>;

    // What one task needs.
    struct Worker {
        explicit Worker(int level) : encoder(level) {}
        ChunkEncoder encoder;
        std::vector<std::byte> raw;
    };

    std::array<std::unique_ptr<Worker>, kBatchChunks / kChunksPerTask> workers;
    std::array<Batch, 2> batches;
};

ArrayWriter::ArrayWriter(const NewFile& file, int level)
    : file_(&file), level_(level), scratch_(std::make_unique<Scratch>()) {}

ArrayWriter::~ArrayWriter() = default;

ArrayView vector_view(ElementType type, std::span<const std::byte> bytes) {
    constexpr std::size_t kChunkBytes = 262144;
    const std::size_t count = bytes.size() / type.size;
    const ChunkContent content =
        type.kind == ElementType::Kind::floating ? ChunkContent::noisy : ChunkContent::plain;
    return {type,  {1, count, false},
            bytes, {1, std::max<std::size_t>(kChunkBytes / type.size, 1), false},
            {},    content};
}

Datatype make_type(ElementType type) {
    if (type.kind == ElementType::Kind::text) return text_type(type.size);
    if (type.kind == ElementType::Kind::floating) {
        return Datatype(H5Tcopy(type.size == sizeof(float) ? H5T_IEEE_F32LE : H5T_IEEE_F64LE));
    }
    Datatype made(H5Tcopy(type.is_signed ? H5T_STD_I64LE : H5T_STD_U64LE));
    H5Tset_size(made.get(), type.size);
    return made;
}

Dataset ArrayWriter::write(hid_t parent, const std::string& name, const ArrayView& view) const {
    Dataset dataset = create_dataset(parent, name, view, level_);
    put_attribute(dataset.get(), "crc32", std::int64_t{crc32_of(view.bytes)});
    if (view.shape.count() == 0) return dataset;

    const ArrayShape chunk = clipped_chunk(view);
    const std::size_t raw_bytes = chunk.count() * view.type.size;
    const ChunkGrid grid{(view.shape.rows + chunk.rows - 1) / chunk.rows,
                         (view.shape.cols + chunk.cols - 1) / chunk.cols};
    auto& workers = scratch_->workers;
    const auto encode_batch = [&](Scratch::Batch& batch, std::size_t first) {
        const std::size_t count = std::min(kBatchChunks, grid.count() - first);
        parallel_blocks(count, kChunksPerTask, [&](std::size_t begin, std::size_t end) {
            std::unique_ptr<Scratch::Worker>& worker = workers[begin / kChunksPerTask];
            if (!worker) worker = std::make_unique<Scratch::Worker>(level_);
            worker->raw.resize(raw_bytes);
            const std::span<std::byte> raw(worker->raw);
            for (std::size_t slot = begin; slot < end; ++slot) {
                const std::size_t index = first + slot;
                gather(view, chunk, index / grid.across * chunk.rows, index % grid.across * chunk.cols, raw);
                Scratch::PackedChunk& made = batch[slot];
                made.size = all_fill(raw, view.fill)
                                ? 0
                                : worker->encoder.encode(raw, view.type.size, view.content, made.bytes);
            }
        });
    };
    const auto store = [&](std::size_t index, const Scratch::PackedChunk& slot) {
        if (slot.size == 0) return;
        const std::array<hsize_t, 3> at =
            view.shape.offset(index / grid.across * chunk.rows, index % grid.across * chunk.cols);
        constexpr std::uint32_t kAllFilters = 0;
        if (H5Dwrite_chunk(dataset.get(), H5P_DEFAULT, kAllFilters, at.data(), slot.size, slot.bytes.data()) <
            0) {
            throw failure_at(ErrorKind::job, dataset.get(), "a chunk can't be written");
        }
        file_->check();
    };

    // While this thread, which alone may talk to HDF5, stores a batch, the next one is compressed.
    auto& batches = scratch_->batches;
    encode_batch(batches[0], 0);
    std::size_t current = 0;
    for (std::size_t first = 0; first < grid.count(); first += kBatchChunks, current = 1 - current) {
        const std::size_t next = first + kBatchChunks;
        std::future<void> encoding;  // waits in its destructor, also when storing throws
        if (next < grid.count()) {
            encoding = std::async(std::launch::async, encode_batch, std::ref(batches[1 - current]), next);
        }
        const std::size_t count = std::min(kBatchChunks, grid.count() - first);
        for (std::size_t slot = 0; slot < count; ++slot) store(first + slot, batches[current][slot]);
        if (encoding.valid()) encoding.get();
    }
    return dataset;
}

}  // namespace waferglow::hdf5
