// Makes the console nicer; it works without. Times in the browser's zone, charts, and nothing that a page needs.
(function () {
  'use strict';

  var format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

  function localTimes(root) {
    root.querySelectorAll('time[datetime]:not([data-local])').forEach(function (time) {
      var at = new Date(time.dateTime);
      if (!isNaN(at)) {
        time.textContent = format.format(at);
        time.dataset.local = '';
      }
    });
  }

  // What a filter was changed to has not been tried dry.
  function dryRunFirst() {
    var run = document.querySelector('[data-run]');
    if (run) {
      run.form.addEventListener('input', function () { run.disabled = true; });
    }
  }

  // The link goes on from the page that was added last.
  function followMore(event) {
    var link = event.target.closest && event.target.closest('[data-more]');
    if (link) {
      link.setAttribute('aria-busy', 'true');
    }
  }

  // A search goes on by itself until all is looked through, or somebody says stop.
  var held = false;

  function showWhoGoesOn() {
    var search = document.querySelector('[data-goes-on]');
    if (search && typeof htmx !== 'undefined') {
      search.querySelector('[data-go-on]').hidden = !held;
      search.querySelector('[data-hold]').hidden = held;
    }
  }

  function hold(on) {
    held = on;
    showWhoGoesOn();
  }

  function holdOrGoOn(event) {
    var search = event.target.closest && event.target.closest('[data-goes-on]');
    if (search && event.target.matches('[data-hold]')) {
      hold(true);
      search.querySelector('[data-go-on]').focus();
    } else if (search && event.target.matches('[data-go-on]')) {
      event.preventDefault();
      hold(false);
      htmx.trigger(search, 'go-on');
    }
  }

  function holdWhatIsHeld(event) {
    if (held && event.detail.elt.matches('[data-goes-on]')) {
      event.preventDefault();
    }
  }

  var colours = ['#2f7fd1', '#2e9e6b', '#d1662f', '#8a63d2', '#c2417c', '#8d8a1f', '#1f9aa8', '#7a7f87', '#a8562a'];
  var charts = {};
  var opened = [];

  function numbers() {
    var element = document.getElementById('traffic');
    return element && element.dataset.traffic ? JSON.parse(element.dataset.traffic) : null;
  }

  function times(first, count, step) {
    var start = new Date(first).getTime();
    var shown = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
    return Array.from({ length: count }, function (_, i) { return shown.format(new Date(start + i * step)); });
  }

  function options(stacked) {
    var style = getComputedStyle(document.body);
    var text = style.getPropertyValue('--muted');
    var line = style.getPropertyValue('--line');
    var axis = { stacked: stacked, ticks: { color: text, maxRotation: 0, autoSkipPadding: 16 }, grid: { color: line } };
    return {
      animation: false, responsive: true, maintainAspectRatio: false,
      plugins: { legend: { display: stacked, position: 'bottom', labels: { color: text, boxWidth: 12 } } },
      scales: { x: axis, y: Object.assign({ beginAtZero: true }, axis, { ticks: { color: text, precision: 0 } }) }
    };
  }

  function draw(id, labels, datasets, stacked) {
    var chart = charts[id];
    if (!chart) {
      charts[id] = new Chart(document.getElementById(id), {
        type: 'bar', data: { labels: labels, datasets: datasets }, options: options(stacked)
      });
      return;
    }
    chart.data.labels = labels;
    chart.data.datasets = datasets;
    chart.update();
  }

  function drawCharts() {
    var section = document.querySelector('.charts');
    var now = numbers();
    if (!section || !now || typeof Chart === 'undefined') {
      return;
    }
    section.hidden = false;
    draw('by-minute', times(now.minute, 60, 60000), now.types.map(function (line, i) {
      return { label: line.type, data: line.counts, backgroundColor: colours[i % colours.length] };
    }), true);
    draw('by-hour', times(now.hour, now.hours.length, 3600000),
      [{ label: 'events', data: now.hours, backgroundColor: colours[0] }], false);
  }

  // A page that refreshes itself must not take away what somebody is about to do in it.
  function keepWhatIsInUse(event) {
    var target = event.detail.elt;
    var polled = target.matches && target.matches('#now, #list, #replay');
    var begun = polled && Array.from(target.querySelectorAll('input[name=reason]')).some(function (input) { return input.value; });
    if (polled && (begun || target.querySelector('details[open] form, form :focus'))) {
      event.preventDefault();
    }
  }

  document.addEventListener('DOMContentLoaded', function () {
    localTimes(document);
    dryRunFirst();
    drawCharts();
    showWhoGoesOn();
  });
  document.addEventListener('click', followMore);
  document.addEventListener('click', holdOrGoOn);
  document.addEventListener('htmx:beforeRequest', holdWhatIsHeld);
  document.addEventListener('htmx:responseError', function () { hold(true); });
  document.addEventListener('htmx:sendError', function () { hold(true); });
  document.addEventListener('htmx:beforeRequest', keepWhatIsInUse);
  document.addEventListener('htmx:beforeSwap', function () {
    opened = Array.from(document.querySelectorAll('details[open][id]'), function (one) { return one.id; });
  });
  document.addEventListener('htmx:afterSettle', function () {
    opened.forEach(function (id) {
      var one = document.getElementById(id);
      if (one) { one.open = true; }
    });
    localTimes(document);
    drawCharts();
    showWhoGoesOn();
  });
})();
