using Microsoft.Playwright;

namespace OiPayments.BrowserTests.Support;

/// <summary>
/// Whether a page fits its window: nothing cut off, no word broken inside or glued to the next, no button halved, no scrolling sideways.
/// </summary>
internal static class Fitting
{
    /// <summary>
    /// What is technical (a reference, an address) may break once; what scrolls by itself, such as a table of figures, may be wider than
    /// the window, but no button in it may begin outside of what is seen.
    /// </summary>
    private const string Measure =
        """
        () => {
          const problems = new Set();
          const width = document.documentElement.clientWidth;
          const about = (e) => `<${[e.tagName.toLowerCase(), ...e.classList].join(".")}>`;
          const isAway = (e) => e.closest(".unseen, .skip, svg, noscript, script, style, option, dialog:not([open]), .stacked thead") !== null
            || !e.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
          const overflow = (e) => getComputedStyle(e).overflowX;
          const clips = (e) => ["hidden", "clip"].includes(overflow(e));
          const scrolls = (e) => ["auto", "scroll"].includes(overflow(e)) && e !== document.documentElement && e !== document.body;
          const scrollerOf = (e) => { for (let a = e.parentElement; a; a = a.parentElement) if (scrolls(a)) return a; return null; };

          if (document.documentElement.scrollWidth > width) problems.add(`the page is ${document.documentElement.scrollWidth} wide`);
          for (const e of document.body.querySelectorAll("*")) {
            if (clips(e) && !isAway(e) && e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1) problems.add(`cut off: ${about(e)} "${e.textContent.trim().slice(0, 40)}"`);
          }

          let before = null;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let node; (node = walker.nextNode());) {
            const parent = node.parentElement;
            if (node.data.trim() === "" || isAway(parent) || parent.closest("pre") !== null) continue;
            const isTechnical = parent.closest("code, .reference") !== null;
            const scroller = scrollerOf(node);
            for (const word of node.data.matchAll(/[^\s\u200B\-\u2010-\u2014\/…]+/gu)) {
              const range = document.createRange();
              range.setStart(node, word.index);
              range.setEnd(node, word.index + word[0].length);
              const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
              const lines = new Set(boxes.map((box) => Math.round(box.top))).size;
              const length = boxes.reduce((sum, box) => sum + box.width, 0);
              if (before !== null && before.node !== node && boxes.length > 0 && Math.abs(before.box.bottom - boxes[0].bottom) < 6 && Math.abs(boxes[0].left - before.box.right) < 2
                && /[\p{L}\p{M}\p{N}]$/u.test(before.word) && /^[\p{L}\p{N}(]/u.test(word[0])) problems.add(`glued: "${before.word}" to "${word[0]}" in ${about(parent)}`);
              if (boxes.length > 0) before = { node, word: word[0], box: boxes.at(-1) };
              if (lines > (isTechnical || /[?&=]/.test(word[0]) ? 2 : 1) && length < width - 64) problems.add(`broken: "${word[0]}" over ${lines} lines in ${about(parent)}`);
              for (let a = parent; a && a !== scroller && a !== document.body; a = a.parentElement) {
                if (!clips(a)) continue;
                const edge = a.getBoundingClientRect();
                if (boxes.some((box) => box.right > edge.right + 1 || box.left < edge.left - 1)) problems.add(`cut off: "${word[0]}" by ${about(a)}`);
              }
              if (scroller === null && boxes.some((box) => box.right > width + 1 || box.left < -1)) problems.add(`outside: "${word[0]}" in ${about(parent)}`);
            }
          }

          for (const button of document.querySelectorAll("button:not(.backdrop), a.button")) {
            if (isAway(button)) continue;
            const box = button.getBoundingClientRect();
            const edge = scrollerOf(button)?.getBoundingClientRect() ?? { left: 0, right: width };
            if (box.width > 0 && (box.right > edge.right + 1 || box.left < edge.left - 1)) problems.add(`halved: ${about(button)} "${button.textContent.trim()}"`);
          }

          const pen = document.createElement("canvas").getContext("2d");
          for (const input of document.querySelectorAll("input[placeholder]")) {
            const style = getComputedStyle(input);
            pen.font = style.font;
            if (pen.measureText(input.placeholder).width > input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 1) problems.add(`cut off: placeholder "${input.placeholder}"`);
          }
          return [...problems];
        }
        """;

    /// <summary>The page's faults at each width, with the width before each.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(this IPage page, string name, params IReadOnlyList<int> widths)
    {
        List<string> faults = [];
        await page.EvaluateAsync("() => document.fonts.ready");
        foreach (var width in widths)
        {
            await page.SetViewportSizeAsync(width, 844);
            faults.AddRange((await page.EvaluateAsync<string[]>(Measure)).Select(fault => $"{name} {width}: {fault}"));
        }

        return faults;
    }
}
