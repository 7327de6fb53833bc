// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/store/internal/byte_shuffle.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "libinspect/store/byte_shuffle.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace waferglow::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

// Elements of 2 and 4 bytes; the tail that does not fill a vector is moved byte by byte.
void shuffle2(const std::uint8_t* HWY_RESTRICT in, std::size_t count, std::uint8_t* HWY_RESTRICT out) {
    const hn::ScalableTag<std::uint8_t> d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        hn::VFromD<decltype(d)> v0;
        hn::VFromD<decltype(d)> v1;
        hn::LoadInterleaved2(d, in + 2 * i, v0, v1);
        hn::StoreU(v0, d, out + i);
        hn::StoreU(v1, d, out + count + i);
    }
    for (; i < count; ++i) {
        out[i] = in[2 * i];
        out[count + i] = in[2 * i + 1];
    }
}

void shuffle4(const std::uint8_t* HWY_RESTRICT in, std::size_t count, std::uint8_t* HWY_RESTRICT out) {
    const hn::ScalableTag<std::uint8_t> d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        hn::VFromD<decltype(d)> v0;
        hn::VFromD<decltype(d)> v1;
        hn::VFromD<decltype(d)> v2;
        hn::VFromD<decltype(d)> v3;
        hn::LoadInterleaved4(d, in + 4 * i, v0, v1, v2, v3);
        hn::StoreU(v0, d, out + i);
        hn::StoreU(v1, d, out + count + i);
        hn::StoreU(v2, d, out + 2 * count + i);
        hn::StoreU(v3, d, out + 3 * count + i);
    }
    for (; i < count; ++i) {
        for (std::size_t k = 0; k < 4; ++k) out[k * count + i] = in[4 * i + k];
    }
}

void unshuffle2(const std::uint8_t* HWY_RESTRICT in, std::size_t count, std::uint8_t* HWY_RESTRICT out) {
    const hn::ScalableTag<std::uint8_t> d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        hn::StoreInterleaved2(hn::LoadU(d, in + i), hn::LoadU(d, in + count + i), d, out + 2 * i);
    }
    for (; i < count; ++i) {
        out[2 * i] = in[i];
        out[2 * i + 1] = in[count + i];
    }
}

void unshuffle4(const std::uint8_t* HWY_RESTRICT in, std::size_t count, std::uint8_t* HWY_RESTRICT out) {
    const hn::ScalableTag<std::uint8_t> d;
    const std::size_t lanes = hn::Lanes(d);
    std::size_t i = 0;
    for (; i + lanes <= count; i += lanes) {
        hn::StoreInterleaved4(hn::LoadU(d, in + i), hn::LoadU(d, in + count + i),
                              hn::LoadU(d, in + 2 * count + i), hn::LoadU(d, in + 3 * count + i), d,
                              out + 4 * i);
    }
    for (; i < count; ++i) {
        for (std::size_t k = 0; k < 4; ++k) out[4 * i + k] = in[k * count + i];
    }
}

}  // namespace
}  // namespace waferglow::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace waferglow {

namespace {

HWY_EXPORT(shuffle2);
HWY_EXPORT(shuffle4);
HWY_EXPORT(unshuffle2);
HWY_EXPORT(unshuffle4);

}  // namespace

void shuffle_bytes(std::span<const std::byte> in, std::size_t element_size, std::span<std::byte> out) {
    const std::size_t count = in.size() / element_size;
    const auto* from = reinterpret_cast<const std::uint8_t*>(in.data());
    auto* to = reinterpret_cast<std::uint8_t*>(out.data());
    if (element_size == 2) {
        HWY_DYNAMIC_DISPATCH(shuffle2)(from, count, to);
    } else if (element_size == 4) {
        HWY_DYNAMIC_DISPATCH(shuffle4)(from, count, to);
    } else {
        for (std::size_t k = 0; k < element_size; ++k) {
            for (std::size_t i = 0; i < count; ++i) to[k * count + i] = from[i * element_size + k];
        }
    }
    for (std::size_t i = count * element_size; i < in.size(); ++i) to[i] = from[i];
}

void unshuffle_bytes(std::span<const std::byte> in, std::size_t element_size, std::span<std::byte> out) {
    const std::size_t count = in.size() / element_size;
    const auto* from = reinterpret_cast<const std::uint8_t*>(in.data());
    auto* to = reinterpret_cast<std::uint8_t*>(out.data());
    if (element_size == 2) {
        HWY_DYNAMIC_DISPATCH(unshuffle2)(from, count, to);
    } else if (element_size == 4) {
        HWY_DYNAMIC_DISPATCH(unshuffle4)(from, count, to);
    } else {
        for (std::size_t k = 0; k < element_size; ++k) {
            for (std::size_t i = 0; i < count; ++i) to[i * element_size + k] = from[k * count + i];
        }
    }
    for (std::size_t i = count * element_size; i < in.size(); ++i) to[i] = from[i];
}

}  // namespace waferglow
#endif
