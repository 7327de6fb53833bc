// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/document.h"

namespace waferglow {
namespace {

struct Move {
    double dx;
    double dy;

    void points(std::vector<PointPt>& all) const {
        for (PointPt& p : all) p = {p.x + dx, p.y + dy};
    }
    void operator()(PathShape& path) const { points(path.points); }
    void operator()(DotsShape& dots) const { points(dots.centers); }
    template <class Placed>
    void operator()(Placed& shape) const {
        shape.x += dx;
        shape.y += dy;
    }
};

}  // namespace

void move_shape(Shape& shape, double dx, double dy) {
    std::visit(Move{dx, dy}, shape);
}

}  // namespace waferglow
