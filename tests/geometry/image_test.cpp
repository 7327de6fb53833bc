// SPDX-License-Identifier: GPL-3.0-or-later
// The image buffer and its view.
#include "libinspect/geometry/image.h"

using namespace waferglow;

TEST_CASE("an image without pixels is empty") {
    CHECK(Image().empty());
    CHECK(Image(0, 5).empty());
}

TEST_CASE("a view sees the image's pixels by column and row") {
    Image image(4, 3, 7);
    image.row(2)[1] = 99;
    CHECK(image.view().at(1, 2) == 99);
    CHECK(image.view().at(2, 1) == 7);
}

TEST_CASE("a resized image has the new size and no gaps between rows") {
    Image image(10, 10, 5);
    image.resize(3, 2);
    CHECK(image.width() == 3);
    CHECK(image.height() == 2);
    CHECK(image.size_px() == 6);
    CHECK(image.row(1) - image.row(0) == 3);
}

TEST_CASE("shrinking an image keeps its memory") {
    Image image(100, 100);
    const std::uint16_t* before = image.row(0);
    image.resize(50, 50);
    CHECK(image.row(0) == before);
}
