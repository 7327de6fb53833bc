// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/formats/internal/stdf_records.h"

#include "libinspect/base/error.h"

#include <algorithm>

#include <fmt/format.h>

namespace waferglow {
namespace {

constexpr std::size_t kHeaderBytes = 4;
constexpr std::size_t kBufferBytes = 1U << 17U;
static_assert(std::endian::native == std::endian::little, "STDF's byte order is compared with the machine's");

}  // namespace

bool looks_like_stdf(std::string_view beginning) {
    if (beginning.size() < 6 || beginning[2] != 0 || beginning[3] != 10) return false;
    return (beginning[0] == 2 && beginning[1] == 0) || (beginning[0] == 0 && beginning[1] == 2);
}

StdfRecords::StdfRecords(const std::filesystem::path& path) : stream_(path), buffer_(kBufferBytes) {
    const auto fail = [&path](const std::string& what) {
        throw Error(ErrorKind::input, fmt::format("{}: {}", path.string(), what));
    };
    const bool enough = have(6);
    if (!enough || !looks_like_stdf({buffer_.data(), end_})) {
        fail("is no STDF file: it does not begin with a FAR record");
    }
    big_endian_ = buffer_[0] == 0;
    swap_ = big_endian_;
    const auto processor = static_cast<unsigned char>(buffer_[4]);
    const auto version = static_cast<unsigned char>(buffer_[5]);
    if (version != 4) fail(fmt::format("is STDF version {}; only version 4 is read, convert it", version));
    if (processor == 0)
        fail("was written by a DEC machine, whose floating-point numbers are not read; convert it");
}

bool StdfRecords::have(std::size_t bytes) {
    if (end_ - begin_ >= bytes) return true;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    end_ += stream_.read(std::span(buffer_).subspan(end_));
    return end_ >= bytes;
}

bool StdfRecords::next() {
    offset_ = consumed_;
    if (!have(kHeaderBytes)) {
        if (end_ == begin_) return false;
        throw Error(ErrorKind::input,
                    fmt::format("{}: is cut off at byte {}, within the header of a record; copy it anew",
                                stream_.path().string(), offset_));
    }
    const auto byte = [this](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(buffer_[begin_ + i]));
    };
    size_ = big_endian_ ? byte(0) << 8U | byte(1) : byte(1) << 8U | byte(0);
    code_ = stdf_code(static_cast<unsigned>(byte(2)), static_cast<unsigned>(byte(3)));
    if (!have(kHeaderBytes + size_)) {
        throw Error(ErrorKind::input, fmt::format("{}: is cut off or damaged: the record of type {}.{} at "
                                                  "byte {} is {} bytes long and {} are left; copy it anew",
                                                  stream_.path().string(), code_ >> 8U, code_ & 255U, offset_,
                                                  size_, end_ - begin_ - kHeaderBytes));
    }
    at_ = begin_ + kHeaderBytes;
    begin_ += kHeaderBytes + size_;
    consumed_ += kHeaderBytes + size_;
    return true;
}

}  // namespace waferglow
