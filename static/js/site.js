// Small help for the pages. Everything works without it.
import "./form.js";
import "./unit-search.js";
import "./ranking.js";
import "./markdown-preview.js";
import "./print.js";
import "./refresh.js";
import "./answers.js";
import "./door.js";
