/// The style of every page, made of the palette and of rules that stand in the program: nothing from outside is in it.
public struct StyleSheet: Sendable {
    /// The whole sheet, as CSS.
    public let text: String

    /// The one of all pages.
    public static let page = StyleSheet()

    private init() {
        text =
            ":root{color-scheme:light dark;\(Palette.light.variables)}\n"
            + "@media (prefers-color-scheme:dark){:root{\(Palette.dark.variables)}}\n"
            + (0...Palette.steps).map { step in
                step == 0
                    ? ".h0{color:var(--muted)}\n"
                    : ".h\(step){background:var(--h\(step));color:var(--t\(step));fill:var(--h\(step))}\n"
            }.joined() + Self.screen
            + "@media print{:root{color-scheme:light;\(Palette.light.variables)}\n\(Self.paper)}\n"
    }

    private static let screen = """
        *{box-sizing:border-box}
        html{scroll-behavior:auto}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI","Noto Sans",
        "DejaVu Sans","Noto Sans SC","Microsoft YaHei","PingFang SC",sans-serif;overflow-wrap:break-word}
        header,main,footer,nav{max-width:76rem;margin:0 auto;padding:0 1.25rem}
        header{padding-top:1.5rem}
        h1{font-size:1.75rem;line-height:1.25;margin:.25rem 0}
        h2{font-size:1.25rem;line-height:1.3;margin:2.25rem 0 .5rem}
        h3{font-size:1rem;margin:1.5rem 0 .5rem}
        p{margin:.25rem 0 .75rem;max-width:64rem}
        a{color:var(--link)}
        a:focus-visible,summary:focus-visible,[tabindex]:focus-visible,input:focus-visible,button:focus-visible
        {outline:3px solid var(--link);outline-offset:2px}
        .skip{position:absolute;left:-100rem}
        .skip:focus{position:static}
        .note,figcaption,.sub{color:var(--muted);font-size:.9rem}
        figcaption{margin:0 0 .5rem;max-width:64rem}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0;margin:.75rem 0;font-size:.9rem}
        .mark{display:inline-block;background:#000;color:#fff;border:1px solid var(--line);padding:.1rem .6rem;
        font-weight:700;margin:.25rem 0}
        .mark-clear{color:#fff}.mark-green{color:#33ff00}.mark-amber{color:#ffc000}.mark-red{color:#ff2b2b}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr));gap:.75rem;margin:.75rem 0}
        .tiles div{background:var(--panel);border:1px solid var(--line);border-radius:.5rem;padding:.6rem .8rem;
        display:flex;flex-direction:column;justify-content:space-between}
        .tiles dt{color:var(--muted);font-size:.85rem;line-height:1.3}
        .tiles dd{margin:.2rem 0 0;font-size:1.5rem;font-weight:650;font-variant-numeric:tabular-nums}
        .tiles small{display:block;line-height:1.3;font-size:.85rem;font-weight:400;color:var(--muted)}
        figure{margin:0}
        .wide{overflow-x:auto;max-width:100%}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;margin:.25rem 0 .75rem}
        caption{text-align:left;color:var(--muted);padding:0 0 .5rem}
        th,td{padding:.3rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
        thead th{vertical-align:bottom;font-size:.85rem;font-weight:600}
        thead th.n{white-space:normal}
        tbody th{font-weight:600;white-space:nowrap}
        tfoot th,tfoot td{border-top:2px solid var(--line);font-weight:600}
        .n{text-align:right;white-space:nowrap}
        .value{min-width:12rem;white-space:normal;overflow-wrap:anywhere}
        tbody th code{font-weight:400}
        .time{white-space:nowrap}
        .matrix td,.matrix thead th{text-align:center;white-space:nowrap}
        .matrix td{min-width:3.1rem;border:1px solid var(--page)}
        .matrix small{font-size:.75rem;display:block;line-height:1.1}
        .matrix .self{box-shadow:inset 0 0 0 2px var(--ink)}
        code,pre{font-family:ui-monospace,"DejaVu Sans Mono",Consolas,monospace;font-size:.85rem}
        pre{background:var(--panel);border:1px solid var(--line);padding:.75rem;overflow:auto;max-height:40rem}
        svg{display:block;width:100%;height:auto;min-width:40rem;color:var(--ink)}
        svg text{fill:var(--ink);font-size:12px;font-family:inherit}
        svg .axis{fill:var(--muted)}
        svg .back{fill:var(--panel)}
        .bar{fill:var(--h6)}
        details{margin:.25rem 0 .75rem}
        summary{cursor:pointer;color:var(--link);font-size:.9rem}
        .level{display:inline-block;border:1px solid currentColor;border-radius:.25rem;padding:0 .4rem;font-size:.8rem;
        font-weight:600;white-space:nowrap}
        .serious{color:var(--alarm)}
        header nav{padding:0}
        nav a[aria-current]{color:var(--ink);font-weight:650;text-decoration:none}
        input,button{font:inherit;color:var(--ink);background:var(--panel);border:1px solid var(--muted);
        border-radius:.3rem;padding:.35rem .6rem}
        input{width:28rem;max-width:100%}
        button{cursor:pointer}
        label{display:block;color:var(--muted);font-size:.9rem;margin-bottom:.25rem}
        footer{color:var(--muted);font-size:.85rem;padding-top:1.5rem;padding-bottom:2rem}

        """

    private static let paper = """
        @page{size:A4;margin:14mm 12mm}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}
        html{font-size:11px}
        body{font-size:9pt;background:#fff}
        tfoot{display:table-row-group}
        .matrix{break-inside:avoid}
        header,main,footer,nav{max-width:none;padding-left:0;padding-right:0}
        nav,.skip,form{display:none}
        h2,h3,caption,figcaption{break-after:avoid}
        .tiles{grid-template-columns:repeat(4,1fr)}
        .tiles div,tr,svg{break-inside:avoid}
        table{font-size:7.5pt}
        thead th{font-size:7pt}
        th,td{padding:.15rem .35rem}
        .matrix td{min-width:0}
        .value{min-width:0}
        .time,.n,tbody th{white-space:normal}
        .wide{overflow:visible}
        svg{min-width:0}
        thead{display:table-header-group}
        details:not([open]){display:none}

        """
}
