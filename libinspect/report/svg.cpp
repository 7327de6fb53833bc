// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/internal/svg.h"

#include "libinspect/report/escape.h"
#include "libinspect/report/internal/png_encoder.h"

#include <iterator>

#include <fmt/format.h>

namespace waferglow {
namespace {

/// With two digits behind the point and no zeros at the end: "12.5", "-3".
std::string number(double value) {
    std::string text = fmt::format("{:.2f}", value);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

class SvgWriter {
  public:
    void operator()(const PathShape& path) {
        if (path.points.empty()) return;
        svg_ += "<path d=\"";
        char command = 'M';
        for (const PointPt& p : path.points) {
            svg_ += command;
            svg_ += number(p.x) + ' ' + number(p.y);
            command = 'L';
        }
        if (path.closed) svg_ += 'Z';
        svg_ += path.fill ? fmt::format("\" fill=\"#{:06X}\"", *path.fill) : "\" fill=\"none\"";
        if (path.width > 0.0) {
            svg_ += fmt::format(" stroke=\"#{:06X}\" stroke-width=\"{}\"", path.rgb, number(path.width));
        }
        if (path.dashed) svg_ += " stroke-dasharray=\"2 2\"";
        svg_ += "/>\n";
    }

    void operator()(const RectShape& rect) {
        svg_ += fmt::format(R"(<rect x="{}" y="{}" width="{}" height="{}" fill="#{:06X}"/>)", number(rect.x),
                            number(rect.y), number(rect.width), number(rect.height), rect.fill);
        svg_ += '\n';
    }

    /// One path of zero-length strokes with round caps: far smaller than a circle element each.
    void operator()(const DotsShape& dots) {
        if (dots.centers.empty()) return;
        svg_ += fmt::format(
            R"(<path fill="none" stroke="#{:06X}" stroke-width="{}" stroke-linecap="round" stroke-opacity="{}" d=")",
            dots.rgb, number(2.0 * dots.radius), number(dots.opacity));
        for (const PointPt& p : dots.centers) {
            svg_ += 'M';
            svg_ += number(p.x) + ' ' + number(p.y) + "h0";
        }
        svg_ += "\"/>\n";
    }

    void operator()(const TextShape& text) {
        static constexpr const char* kAnchors[] = {"start", "middle", "end"};
        svg_ += fmt::format(R"(<text x="{}" y="{}" font-size="{}" fill="#{:06X}" text-anchor="{}")",
                            number(text.x), number(text.y), number(text.size), text.rgb,
                            kAnchors[static_cast<std::size_t>(text.anchor)]);
        if (text.bold) svg_ += " font-weight=\"600\"";
        if (text.upwards) {
            svg_ += fmt::format(" transform=\"rotate(-90 {} {})\"", number(text.x), number(text.y));
        }
        svg_ += '>' + escape_html(text.text) + "</text>\n";
    }

    void operator()(const PictureShape& picture) {
        svg_ += fmt::format(
            "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\"{} "
            "href=\"data:image/png;base64,{}\"/>\n",
            number(picture.x), number(picture.y), number(picture.width), number(picture.height),
            picture.smooth ? "" : " image-rendering=\"pixelated\"", base64(encode_png(picture.raster)));
    }

    [[nodiscard]] std::string take() { return std::move(svg_); }

  private:
    std::string svg_;
};

}  // namespace

std::string render_svg(const Figure& figure) {
    SvgWriter writer;
    for (const Shape& shape : figure.shapes) std::visit(writer, shape);
    return fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n{}</svg>\n",
                       number(figure.width), number(figure.height),
                       escape_html(figure.alt.empty() ? figure.title : figure.alt), writer.take());
}

}  // namespace waferglow
