// SPDX-License-Identifier: GPL-3.0-or-later
#include "libinspect/report/html.h"

#include "libinspect/report/escape.h"
#include "libinspect/report/internal/html_style.h"
#include "libinspect/report/internal/svg.h"

#include <fmt/format.h>

namespace waferglow {
namespace {

/// A string literal of CSS: everything but letters, digits and blanks by its code, so that nothing ends it.
std::string css_string(const std::string& text) {
    std::string css = "\"";
    for (const char c : valid_utf8(text)) {
        const auto code = static_cast<unsigned char>(c);
        const bool plain = code >= 0x80U || c == ' ' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                           (c >= 'A' && c <= 'Z');
        css += plain ? std::string(1, c) : fmt::format("\\{:06x}", code);
    }
    return css + '"';
}

class HtmlWriter {
  public:
    [[nodiscard]] std::string render(const Document& document) {
        head(document);
        html_ += fmt::format("<header class=\"top\"><h1>{}</h1><p>{}</p></header>\n",
                             escape_html(document.title), escape_html(document.subtitle));
        bool first = true;
        for (const Section& section : document.sections) {
            // The first section follows the title and needs no heading of its own above.
            if (!section.title.empty()) {
                html_ += fmt::format("<h2{}>{}</h2>\n", section.new_page && !first ? " class=\"page\"" : "",
                                     escape_html(section.title));
            }
            for (const Block& block : section.blocks) std::visit(*this, block);
            first = false;
        }
        html_ += fmt::format(
            "<footer class=\"end\">{} \u00B7 wafer {} \u00B7 SHA-256 of the wafer file {}</footer>\n",
            escape_html(document.program), escape_html(document.wafer_id), escape_html(document.digest));
        html_ += "</body>\n</html>\n";
        return std::move(html_);
    }

    void operator()(const Paragraph& paragraph) {
        const std::string text = escape_html(paragraph.text);
        switch (paragraph.role) {
            case TextRole::body:
                html_ += "<p>" + text + "</p>\n";
                break;
            case TextRole::note:
                html_ += "<p class=\"note\">" + text + "</p>\n";
                break;
            case TextRole::warning:
                html_ += "<p class=\"warning\">" + text + "</p>\n";
                break;
            case TextRole::code:
                html_ += "<pre>" + text + "</pre>\n";
                break;
            case TextRole::heading:
                html_ += "<h3>" + text + "</h3>\n";
                break;
        }
    }

    void operator()(const Table& table) {
        html_ += fmt::format("<table style=\"width:{:.2f}%\">", 100.0 * table.width / kColumnPt);
        table_content(table);
    }

    void operator()(const FactList& list) {
        html_ += "<section class=\"facts\">";
        if (!list.title.empty()) html_ += "<h3>" + escape_html(list.title) + "</h3>";
        html_ += "<dl>\n";
        for (const Fact& fact : list.facts) {
            html_ += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escape_html(fact.name),
                                 escape_html(fact.value));
        }
        html_ += "</dl></section>\n";
    }

    void operator()(const FigureRow& row) {
        html_ += "<div class=\"figures\">\n";
        for (const Figure& figure : row.figures) this->figure(figure);
        html_ += "</div>\n";
    }

    void operator()(const FigureBeside& pair) {
        html_ += "<div class=\"beside\">\n";
        figure(pair.figure);
        html_ += "<div style=\"flex:1 1 0\"><table>";
        table_content(pair.table);
        html_ += "</div></div>\n";
    }

    void operator()(const ScoreRow& row) {
        html_ += "<div class=\"scores\">\n";
        for (const Score& score : row.scores) {
            html_ += fmt::format("<div class=\"score{}\"><span>{}</span><b>{}</b><span>{}</span></div>\n",
                                 score.alarm ? " alarm" : "", escape_html(score.label),
                                 escape_html(score.value), escape_html(score.detail));
        }
        html_ += "</div>\n";
    }

    void operator()(const SignatureBlock& block) {
        html_ +=
            "<div class=\"sign\"><div class=\"head\"></div><div class=\"head\">name</div>"
            "<div class=\"head\">signature</div><div class=\"head\">date</div>\n";
        for (const std::string& role : block.roles) {
            html_ += fmt::format("<div class=\"role\">{}</div><div></div><div></div><div></div>\n",
                                 escape_html(role));
        }
        html_ += "</div>\n";
    }

  private:
    void head(const Document& document) {
        html_ =
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
            "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
            "style-src 'unsafe-inline'\">\n";
        html_ += fmt::format("<meta name=\"generator\" content=\"{}\">\n<title>{}: {}</title>\n<style>{}",
                             escape_html(document.program), escape_html(document.wafer_id),
                             escape_html(document.title), kReportStyle);
        html_ += fmt::format(
            "@page{{margin:18mm 17mm 16mm;@top-left{{content:{};font:7.5pt sans-serif;color:#5b6670}}"
            "@top-right{{content:{};font:7.5pt sans-serif;color:#5b6670}}"
            "@bottom-left{{content:{};font:7.5pt sans-serif;color:#5b6670}}"
            "@bottom-right{{content:counter(page) \" of \" counter(pages);font:7.5pt "
            "sans-serif;color:#5b6670}}}}\n",
            css_string("Wafer " + document.wafer_id), css_string("SHA-256 " + document.digest.substr(0, 16)),
            css_string(document.program));
        html_ += "</style>\n</head>\n<body>\n";
    }

    void figure(const Figure& figure) {
        html_ += fmt::format("<figure style=\"flex:0 1 {:.2f}%\">", 100.0 * figure.width / kColumnPt);
        if (!figure.title.empty()) html_ += "<h3>" + escape_html(figure.title) + "</h3>";
        html_ += render_svg(figure);
        if (!figure.caption.empty()) html_ += "<figcaption>" + escape_html(figure.caption) + "</figcaption>";
        html_ += "</figure>\n";
    }

    void table_content(const Table& table) {
        if (!table.title.empty()) html_ += "<caption>" + escape_html(table.title) + "</caption>";
        double shares = 0.0;
        for (const TableColumn& column : table.columns) shares += column.share;
        html_ += "<colgroup>";
        for (const TableColumn& column : table.columns) {
            html_ += fmt::format("<col style=\"width:{:.2f}%\">", 100.0 * column.share / shares);
        }
        html_ += "</colgroup><thead><tr>";
        for (const TableColumn& column : table.columns) {
            html_ +=
                fmt::format("<th{}>{}</th>", column.number ? " class=\"n\"" : "", escape_html(column.title));
        }
        html_ += "</tr></thead>\n<tbody>\n";
        for (const std::vector<Cell>& row : table.rows) {
            html_ += "<tr>";
            for (std::size_t i = 0; i < row.size(); ++i) cell(row[i], table.columns.at(i).number);
            html_ += "</tr>\n";
        }
        html_ += "</tbody></table>\n";
        if (!table.note.empty()) html_ += "<p class=\"tablenote\">" + escape_html(table.note) + "</p>\n";
    }

    void cell(const Cell& cell, bool number) {
        html_ += number ? "<td class=\"n\">" : "<td>";
        if (cell.swatch) {
            html_ += fmt::format("<span class=\"swatch\" style=\"background:#{:06X}\"></span>", *cell.swatch);
        }
        const std::string text = escape_html(cell.text);
        html_ += cell.bold ? "<b>" + text + "</b></td>" : text + "</td>";
    }

    std::string html_;
};

}  // namespace

std::string render_html(const Document& document) {
    return HtmlWriter().render(document);
}

}  // namespace waferglow
