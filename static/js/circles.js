/* Breathing with the circles (design brief, section 9): counts, speaks by phase, and ends when the reader's minutes are over. The style moves. */
(() => {
  const place = document.querySelector('.breathe');
  if (!place) return;

  const find = (name) => place.querySelector(name);
  const go = find('#go');
  const count = find('.count');
  const bar = find('.bar');
  const spoken = find('[data-spoken]');
  const end = find('[data-end]');
  const words = place.dataset;
  const PITCH = { in: 392, hold: 330, out: 262 }; // hertz
  const BUZZ = { in: [90], hold: [40], out: [50, 70, 50] }; // milliseconds
  let timer;
  let sound;
  let last; // the phase that was announced

  const chosen = (name) => find(`[name=${name}]:checked`).value;
  const tone = (phase) => {
    if (!find('#tone').checked) return;
    sound ??= new AudioContext();
    const [voice, loud, now] = [sound.createOscillator(), sound.createGain(), sound.currentTime];
    voice.frequency.value = PITCH[phase];
    loud.gain.setValueAtTime(0, now);
    loud.gain.linearRampToValueAtTime(0.07, now + 0.25);
    loud.gain.linearRampToValueAtTime(0, now + 1.2);
    voice.connect(loud).connect(sound.destination);
    voice.start(now);
    voice.stop(now + 1.3);
  };
  const announce = (phase) => {
    spoken.textContent = words[phase];
    tone(phase);
    if (find('#buzz').checked) navigator.vibrate?.(BUZZ[phase]);
  };

  const stop = () => {
    clearTimeout(timer);
    go.checked = false;
    last = undefined;
    count.textContent = spoken.textContent = '';
    bar.replaceChildren();
    if (find('#buzz').checked) navigator.vibrate?.(0);
  };

  const finish = (minutes) => {
    stop();
    end.textContent = words[`end${minutes}`];
  };

  const dots = (length, on) => bar.replaceChildren(...Array.from({ length }, (_, at) => {
    const dot = document.createElement('b');
    dot.classList.toggle('on', at < on);
    return dot;
  }));

  const start = () => {
    const [inhale, hold, exhale] = chosen('p').split(',').map(Number);
    const minutes = Number(chosen('m'));
    const cycle = inhale + hold + exhale;
    const length = minutes ? Math.ceil((minutes * 60) / cycle) * cycle : Infinity; // whole breaths, as the style counts them
    const [moving] = find('.cue--in').getAnimations();
    const began = performance.now();
    const phases = [['in', inhale], ['hold', hold], ['out', exhale]];

    const tick = () => {
      if (document.documentElement.classList.contains('gone')) { stop(); return; } // by the quick exit, before the next page has come
      // The style's own clock, so that words, count and movement stay together.
      const passed = Number(moving?.currentTime ?? performance.now() - began) + 20;
      const whole = Math.floor(passed / 1000);
      if (whole >= length) { finish(minutes); return; }
      let second = whole % cycle;
      const [phase, seconds] = phases.find(([, long]) => second < long || ((second -= long), false));
      if (phase + Math.floor(whole / cycle) !== last) announce(phase);
      last = phase + Math.floor(whole / cycle);
      count.textContent = words.count.replace('{cue}', words[phase]).replace('{n}', second + 1).replace('{m}', seconds);
      dots(seconds, second + 1);
      timer = setTimeout(tick, 1000 - (passed % 1000));
    };
    end.textContent = '';
    tick();
  };

  go.addEventListener('change', () => (go.checked ? start() : stop()));
  place.querySelectorAll('[type=radio]').forEach((choice) => choice.addEventListener('change', stop));
  addEventListener('pagehide', stop);
  place.querySelectorAll('[data-scripted]').forEach((part) => { part.hidden = false; });
  find('[data-buzz]').hidden = !(navigator.vibrate && navigator.maxTouchPoints);
  stop(); // a browser may have remembered that it was going
})();
