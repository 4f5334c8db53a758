//! Two short sounds, made where they are heard: a buyer has come, a wait has grown long.

use std::cell::RefCell;
use web_sys::AudioContext;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sound {
    Buyer,
    Late,
}

/// As loud as a neighbour's keyboard.
const VOLUME: f32 = 0.06;
/// One tone, in seconds.
const TONE_S: f64 = 0.12;

thread_local! {
    static AUDIO: RefCell<Option<AudioContext>> = const { RefCell::new(None) };
}

/// Plays a sound; a browser that wants a click first plays nothing until then.
pub fn play(sound: Sound) {
    let tones: [f32; 2] = match sound {
        Sound::Buyer => [660.0, 880.0],
        Sound::Late => [440.0, 330.0],
    };
    AUDIO.with_borrow_mut(|audio| {
        if audio.is_none() {
            *audio = AudioContext::new().ok();
        }
        if let Some(context) = audio {
            for (tone, nr) in tones.into_iter().zip([0.0, 1.0]) {
                // No sound is no fault: a lab PC may have no loudspeaker.
                tone_at(context, tone, context.current_time() + nr * TONE_S).ok();
            }
        }
    });
}

fn tone_at(context: &AudioContext, tone: f32, at: f64) -> Result<(), wasm_bindgen::JsValue> {
    let (source, volume) = (context.create_oscillator()?, context.create_gain()?);
    source.frequency().set_value(tone);
    volume.gain().set_value_at_time(VOLUME, at)?;
    volume.gain().linear_ramp_to_value_at_time(0.0, at + TONE_S)?;
    source.connect_with_audio_node(&volume)?;
    volume.connect_with_audio_node(&context.destination())?;
    source.start_with_when(at)?;
    source.stop_with_when(at + TONE_S)
}
